import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import axe from 'axe-core';
import { afterEach, describe, expect, it } from 'vitest';
import App from '../src/App.svelte';
import QuickBar from '../src/quick/QuickBar.svelte';
import EraseSheet from '../src/views/person/EraseSheet.svelte';
import RecoveryKey from '../src/views/seal/RecoveryKey.svelte';
import SealSettings from '../src/views/settings/SealSettings.svelte';
import { logging } from '$lib/state/logging.svelte';
import { overlay } from '$lib/state/overlay.svelte';
import { router, type Place } from '$lib/state/router.svelte';
import { seal } from '$lib/state/seal.svelte';
import type { Fake } from '$lib/backend.fake';
import { answers } from './setup';

/** What axe finds, as "rule: selector". Contrast takes a real engine: jsdom computes no colours. */
async function found(part: Element = document.body): Promise<string[]> {
  const { violations } = await axe.run(part, { rules: { 'color-contrast': { enabled: false } } });
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`));
}

/** Some code is loaded when it is first wanted. */
const LOADED = { timeout: 10_000 };

const sealed = (): Promise<Fake> => answers('people=8&moments=4&sealed');

const places: Place[] = [
  { view: 'today' },
  { view: 'people' },
  { view: 'person', id: 'p-Amara Okafor', log: true },
  { view: 'edit', id: null },
  { view: 'moments' },
  { view: 'import' },
  { view: 'settings' },
  { view: 'archived' },
  { view: 'bin' },
  { view: 'privacy' },
  { view: 'triage', op: null },
  { view: 'duplicates', pair: null },
  { view: 'duplicates', pair: ['p-Amara Okafor', 'p-Hannah Reuter'] },
  { view: 'brief', people: ['p-Amara Okafor'] },
];

// What lies over the window is kept while views come and go, and would lie over the next test.
afterEach(() => {
  overlay.palette = logging.open = false;
  overlay.moment = logging.person = null;
});

describe('axe', () => {
  it.each(places)('has nothing to say about $view', async (place) => {
    await answers('people=8&moments=4');
    router.go(place);
    render(App);
    await waitFor(() => expect(document.documentElement.dataset['ready']).toBe(place.view), LOADED);
    expect(await found()).toEqual([]);
  });

  it('has nothing to say about an open row and an open menu', async () => {
    await answers('people=8&moments=4');
    router.go({ view: 'today' });
    render(App);
    await fireEvent.click(await screen.findByRole('button', { name: 'Log a moment with Amara Okafor' }));
    expect(await found()).toEqual([]);
    await fireEvent.click(await screen.findByRole('button', { name: /^When: / }));
    await screen.findByRole('menu');
    expect(await found()).toEqual([]);
  });

  it('has nothing to say about every kind of reminder and own ones', async () => {
    await answers('people=8&moments=4&kinds');
    router.go({ view: 'today' });
    render(App);
    await fireEvent.click(await screen.findByRole('button', { name: 'Remind me of something' }));
    await screen.findByRole('heading', { name: 'What you asked for' });
    expect(await found()).toEqual([]);
  });

  it('has nothing to say about a person whose page is being written on', async () => {
    await answers('people=8&moments=4');
    router.go({ view: 'person', id: 'p-Amara Okafor' });
    render(App);
    for (const name of ['Why then? Amara Okafor', 'Note something they did', 'Add a follow-up', 'Add a date']) {
      await fireEvent.click(await screen.findByRole('button', { name }));
    }
    await screen.findByRole('list', { name: 'Why then, step by step' });
    expect(await found()).toEqual([]);
  });

  it('has nothing to say about the palette and a moment that is changed', async () => {
    await answers('people=8&moments=4');
    router.go({ view: 'moments' });
    render(App);
    await fireEvent.click((await screen.findAllByRole('button', { name: /^Change: / }))[0] as HTMLElement);
    await fireEvent.keyDown(window, { key: 'k', ctrlKey: true });
    await fireEvent.input(await screen.findByRole('combobox', { name: /^Find anything/ }, LOADED), {
      target: { value: 'am' },
    });
    await waitFor(() => expect(document.querySelector('[role=option] b')).toBeTruthy());
    expect(await found()).toEqual([]);
  });

  it('has nothing to say about an import that is looked at', async () => {
    const fake = await answers('people=8&moments=4');
    const whole = await fake.importPreview([], { columns: [], meetings: [] });
    fake.importPreview = async () => ({ ...whole, rows: whole.rows.slice(0, 6) });
    router.go({ view: 'import' });
    render(App);
    const choose = await screen.findByLabelText('Choose files', {}, LOADED);
    await fireEvent.change(choose, { target: { files: [new File(['x'], 'a.vcf')] } });
    await screen.findByRole('button', { name: 'Bring them in' });
    for (const details of document.querySelectorAll('details')) details.open = true;
    expect(await found()).toEqual([]);
  });

  it('has nothing to say about who waits for a circle', async () => {
    const fake = await answers('people=8&moments=4');
    fake.state.unplaced = fake.state.people.slice(0, 2);
    router.go({ view: 'triage', op: null });
    render(App);
    await screen.findByRole('button', { name: /Close collaborators/ }, LOADED);
    expect(await found()).toEqual([]);
  });

  it('has nothing to say about a passphrase that is on', async () => {
    await sealed();
    router.go({ view: 'settings' });
    render(App);
    await screen.findByRole('combobox', { name: 'Lock by itself' });
    expect(await found()).toEqual([]);
  });

  it.each([
    ['Change…', 'Which passphrase from now on?'],
    ['Turn off…', 'Go on without a passphrase?'],
    ['Make a new one…', 'Make a new recovery key?'],
  ])('has nothing to say about the sheet of “%s”, with something wrong', async (name, title) => {
    await sealed();
    render(SealSettings);
    await fireEvent.click(await screen.findByRole('button', { name }));
    const sheet = await screen.findByRole('dialog', { name: title }, LOADED);
    await fireEvent.submit(sheet.querySelector('form') as HTMLFormElement);
    await screen.findByRole('alert');
    expect(await found(sheet)).toEqual([]);
  });

  it('has nothing to say about a recovery key that is not put away yet', async () => {
    await answers();
    render(RecoveryKey, { key: '7KQ2-M9XT-4WPZ', onclose: () => undefined });
    await fireEvent.click(screen.getByRole('button', { name: 'Done' }));
    await screen.findByText('Is it kept? It is not shown again.');
    expect(await found(screen.getByRole('dialog'))).toEqual([]);
  });

  it('has nothing to say about protecting with a passphrase, at the first start', async () => {
    await answers('people=0');
    router.go({ view: 'today' });
    render(App);
    await fireEvent.click(await screen.findByRole('button', { name: 'Protect with a passphrase…' }));
    const sheet = await screen.findByRole('dialog', {}, LOADED);
    expect(await found(sheet)).toEqual([]);
  });

  it('has nothing to say about the locked window', async () => {
    const fake = await sealed();
    await fake.sealLock();
    await seal.fetch();
    render(App);
    const input = await screen.findByLabelText('Passphrase', {}, LOADED);
    await fireEvent.submit(input.closest('form') as HTMLFormElement);
    await screen.findByRole('alert');
    expect(await found()).toEqual([]);
    await fireEvent.click(screen.getByRole('button', { name: 'Use the recovery key instead' }));
    expect(await found()).toEqual([]);
  });

  it('has nothing to say about a locked quick bar', async () => {
    const fake = await sealed();
    await fake.sealLock();
    render(QuickBar);
    await fireEvent.input(await screen.findByRole('combobox'), { target: { value: 'am thx' } });
    await screen.findByRole('button', { name: /Unlock…$/ });
    expect(await found()).toEqual([]);
  });

  it.each([
    ['a first start', 'people=0', { view: 'today' }],
    ['nobody there', 'people=0', { view: 'people' }],
    ['a day that is done', 'people=8&done', { view: 'today' }],
    ['a return, and quiet', 'people=8&back&paused', { view: 'today' }],
    ['no moment yet', 'people=8&moments=0&empty', { view: 'moments' }],
    ['a brief for nobody', 'people=8', { view: 'brief', people: [] }],
    ['a window from right to left', 'people=8&dir=rtl', { view: 'today' }],
  ] as const)('has nothing to say about %s', async (_, search, place) => {
    await answers(search);
    router.go(place as Place);
    render(App);
    await waitFor(() => expect(document.documentElement.dataset['ready']).toBe(place.view), LOADED);
    expect(await found()).toEqual([]);
  });

  it('has nothing to say about logging in a sheet', async () => {
    await answers('people=8&moments=4');
    router.go({ view: 'people' });
    render(App);
    await waitFor(() => expect(document.documentElement.dataset['ready']).toBe('people'));
    await fireEvent.keyDown(window, { key: 'l', ctrlKey: true });
    const sheet = await screen.findByRole('dialog', { name: 'Log a moment' });
    expect(await found()).toEqual([]);
    await fireEvent.keyDown(sheet, { key: 'Escape' });
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('has nothing to say about a backup that is brought back, and an export that is encrypted', async () => {
    await answers('people=8&moments=4');
    router.go({ view: 'settings' });
    render(App);
    await fireEvent.click(await screen.findByRole('button', { name: /^Bring back the backup of/ }));
    await screen.findByText('2 people that are only here would go.');
    expect(await found(screen.getByRole('dialog'))).toEqual([]);
    await fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    await fireEvent.click(screen.getByRole('switch', { name: 'Encrypt with a passphrase (age)' }));
    await fireEvent.click(screen.getByRole('button', { name: 'Save as…' }));
    const sheet = await screen.findByRole('dialog', { name: 'Encrypt the file with which passphrase?' }, LOADED);
    expect(await found(sheet)).toEqual([]);
  });

  it.each([true, false])('has nothing to say about letting someone go, for good: %s', async (forGood) => {
    const fake = await answers('people=8');
    const [person] = fake.state.people;
    if (!person) throw new Error('nobody is there');
    render(EraseSheet, { person, forGood, onclose: () => undefined });
    expect(await found(await screen.findByRole('dialog'))).toEqual([]);
  });

  it('has nothing to say about a moment that was saved in the quick bar', async () => {
    await answers('people=60');
    render(QuickBar);
    const input = await screen.findByRole('combobox');
    await fireEvent.input(input, { target: { value: 'am thx for it' } });
    await screen.findByRole('button', { name: /^Take back: Amara/ });
    await fireEvent.keyDown(input, { key: 'Enter' });
    await screen.findByRole('status');
    expect(await found()).toEqual([]);
  });

  it('has nothing to say about the quick bar', async () => {
    await answers('people=60');
    render(QuickBar);
    await fireEvent.input(await screen.findByRole('combobox'), { target: { value: 'am thx for it yesterday' } });
    await screen.findByRole('button', { name: /^Take back: Amara/ });
    expect(await found()).toEqual([]);
  });

  it('does see what is wrong', async () => {
    document.body.innerHTML = '<button></button>';
    expect(await found()).not.toEqual([]);
    document.body.innerHTML = '';
  });
});
