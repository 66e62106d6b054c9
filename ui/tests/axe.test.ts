import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import axe from 'axe-core';
import { describe, expect, it } from 'vitest';
import App from '../src/App.svelte';
import QuickBar from '../src/quick/QuickBar.svelte';
import { router, type Place } from '$lib/state/router.svelte';
import { answers } from './setup';

/** What axe finds, as "rule: selector". Contrast takes a real engine: jsdom computes no colours. */
async function found(): Promise<string[]> {
  const { violations } = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false } } });
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`));
}

/** Some code is loaded when it is first wanted. */
const LOADED = { timeout: 10_000 };

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
