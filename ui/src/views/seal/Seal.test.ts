import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { answers } from '../../../tests/setup';
import App from '../../App.svelte';
import { PASSPHRASE } from '$lib/fake/seal.backend';
import type { Fake } from '$lib/backend.fake';
import { followBackend, onChanged } from '$lib/state/changes';
import { router, type Place } from '$lib/state/router.svelte';
import { seal } from '$lib/state/seal.svelte';

const LOADED = { timeout: 10_000 };
const FRESH = 'five words that never met';
const button = (name: string | RegExp): Promise<HTMLElement> => screen.findByRole('button', { name }, LOADED);
const field = (name: string): HTMLInputElement => screen.getByLabelText<HTMLInputElement>(name);
const fill = (name: string, value: string): Promise<boolean> => fireEvent.input(field(name), { target: { value } });
const names = (fake: Fake): string[] => fake.calls.map(([name]) => name);
const selected = (input: HTMLInputElement): string =>
  input.value.slice(input.selectionStart ?? 0, input.selectionEnd ?? 0);

/** The window as it opens, with what the backend tells passed on. */
async function opened(search: string, place: Place = { view: 'settings' }): Promise<Fake> {
  const fake = await answers(search);
  followBackend();
  onChanged((topics) => topics.includes('seal') && void seal.refresh());
  router.go(place);
  render(App);
  return fake;
}

async function locked(place: Place = { view: 'moments' }): Promise<Fake> {
  const fake = await opened('people=60&moments=12&sealed', place);
  await waitFor(() => expect(document.documentElement.dataset['ready']).toBe(place.view));
  await fake.sealLock();
  await screen.findByLabelText('Passphrase', {}, LOADED);
  return fake;
}

describe('protecting with a passphrase', () => {
  it('asks twice, shows the recovery key once, and closes when that is kept', async () => {
    const fake = await opened('people=60');
    await fireEvent.click(await button('Protect with a passphrase…'));
    await screen.findByLabelText('New passphrase', {}, LOADED);
    await fill('New passphrase', FRESH);
    await fill('The same once more', 'five words that never');
    await fireEvent.submit(field('New passphrase').form as HTMLFormElement);
    expect((await screen.findByRole('alert')).textContent).toContain('The two differ');
    await waitFor(() => expect(document.activeElement).toBe(field('The same once more')));
    expect(field('New passphrase').value).toBe(FRESH);
    expect(names(fake)).not.toContain('sealOn');

    await fill('The same once more', FRESH);
    await fireEvent.click(screen.getByRole('checkbox', { name: /keychain/ }));
    await fireEvent.submit(field('New passphrase').form as HTMLFormElement);
    const sheet = await screen.findByRole('dialog', { name: 'Your recovery key' });
    expect(fake.calls).toContainEqual(['sealOn', FRESH, true]);
    expect(sheet.textContent).toContain('7KQ2-M9XT-4WPZ-H6RN-3VJS-8GYF-B5AC');
    // What is printed is that key, and when it was made.
    expect(document.querySelector('.key-page')?.textContent).toContain('7KQ2-M9XT');

    await fireEvent.keyDown(sheet, { key: 'Escape' });
    expect((await within(sheet).findByText('Is it kept? It is not shown again.')).isConnected).toBe(true);
    const kept = within(sheet).getByRole('checkbox', { name: 'I have put it where I find it again' });
    expect(document.activeElement).toBe(kept);
    await fireEvent.click(kept);
    await fireEvent.click(within(sheet).getByRole('button', { name: 'Done' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(document.querySelector('.key-page')).toBeNull();
    expect(await screen.findByText('Encrypted')).toBeTruthy();
  });

  it('keeps what was typed when it is too short, beside the field that said it', async () => {
    await opened('people=60');
    await fireEvent.click(await button('Protect with a passphrase…'));
    await screen.findByLabelText('New passphrase', {}, LOADED);
    await fill('New passphrase', 'short');
    await fill('The same once more', 'short');
    await fireEvent.submit(field('New passphrase').form as HTMLFormElement);
    await screen.findByText('Eight signs or more, please. Nothing was changed.');
    const wrong = field('New passphrase');
    expect(wrong.getAttribute('aria-invalid')).toBe('true');
    await waitFor(() => expect(document.activeElement).toBe(wrong));
    expect(field('The same once more').value).toBe('short');
  });

  it('shows how far it is, is ended by Stop and not by Esc, and keeps what was typed', async () => {
    const fake = await opened('people=60');
    let end: (failure: unknown) => void = () => undefined;
    fake.sealOn = () => new Promise((_, reject) => (end = reject));
    fake.workProgress = async () => ({ done: 30, of: 1200 });
    await fireEvent.click(await button('Protect with a passphrase…'));
    await screen.findByLabelText('New passphrase', {}, LOADED);
    await fill('New passphrase', FRESH);
    await fill('The same once more', FRESH);
    await fireEvent.submit(field('New passphrase').form as HTMLFormElement);
    expect(await screen.findByRole('progressbar', { name: /^Encrypting… 30 of 1,200/ })).toBeTruthy();
    await fireEvent.keyDown(screen.getByRole('dialog'), { key: 'Escape' });
    expect(screen.getByRole('dialog')).toBeTruthy();
    await fireEvent.click(await button('Stop'));
    expect(names(fake)).toContain('workStop');
    end({ code: 'stopped', message: 'Stopped; everything is as it was.', field: null });
    await waitFor(() => expect(screen.queryByRole('progressbar')).toBeNull());
    expect(field('New passphrase').value).toBe(FRESH);
  });

  it('shows and hides what is typed', async () => {
    await opened('people=60');
    await fireEvent.click(await button('Protect with a passphrase…'));
    await screen.findByLabelText('New passphrase', {}, LOADED);
    expect(field('New passphrase').type).toBe('password');
    await fireEvent.click(screen.getByRole('button', { name: 'Show' }));
    expect([field('New passphrase').type, field('The same once more').type]).toEqual(['text', 'text']);
    await fireEvent.click(screen.getByRole('button', { name: 'Hide' }));
    expect(field('New passphrase').type).toBe('password');
  });

  it('is offered at the first start, on one line, and not once there is one', async () => {
    await opened('people=0', { view: 'today' });
    await fireEvent.click(await button('Protect with a passphrase…'));
    await screen.findByLabelText('New passphrase', {}, LOADED);
    await fireEvent.click(await button('Cancel'));
    expect(screen.getByRole('textbox', { name: 'Your name' })).toBeTruthy();
  });
});

describe('a passphrase that is on', () => {
  it('is turned off only by itself: a wrong one is said beside the field, and stays, selected', async () => {
    const fake = await opened('people=60&sealed');
    await fireEvent.click(await button('Turn off…'));
    const sheet = await screen.findByRole('dialog', { name: 'Go on without a passphrase?' }, LOADED);
    const input = within(sheet).getByLabelText<HTMLInputElement>('Passphrase');
    await fireEvent.input(input, { target: { value: 'not this one' } });
    await fireEvent.submit(input.form as HTMLFormElement);
    expect((await within(sheet).findByRole('alert')).textContent).toContain('That is not the passphrase');
    await waitFor(() => expect(document.activeElement).toBe(input));
    expect(selected(input)).toBe('not this one');
    await fireEvent.input(input, { target: { value: PASSPHRASE } });
    await fireEvent.submit(input.form as HTMLFormElement);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(fake.state.seal.encrypted).toBe(false);
    expect(await button('Protect with a passphrase…')).toBeTruthy();
  });

  it('is changed, with the wrong one said beside the right field', async () => {
    const fake = await opened('people=60&sealed');
    await fireEvent.click(await button('Change…'));
    await screen.findByLabelText('Passphrase until now', {}, LOADED);
    await fill('Passphrase until now', 'not this one');
    await fill('New passphrase', FRESH);
    await fill('The same once more', FRESH);
    await fireEvent.submit(field('New passphrase').form as HTMLFormElement);
    await waitFor(() => expect(document.activeElement).toBe(field('Passphrase until now')));
    expect(field('New passphrase').value).toBe(FRESH);
    await fill('Passphrase until now', PASSPHRASE);
    await fireEvent.submit(field('New passphrase').form as HTMLFormElement);
    await screen.findByText('The passphrase is changed.');
    expect(fake.calls).toContainEqual(['sealPassphrase', PASSPHRASE, FRESH]);
  });

  it('gives a new recovery key, and is kept in the keychain and locks by itself as chosen', async () => {
    const fake = await opened('people=60&sealed');
    await fireEvent.click(await screen.findByRole('switch', { name: /keychain/ }));
    await waitFor(() => expect(fake.state.seal.keychain).toBe('on'));
    await fireEvent.change(screen.getByRole('combobox', { name: 'Lock by itself' }), { target: { value: '15' } });
    await waitFor(() => expect(fake.state.seal.auto_lock_minutes).toBe(15));
    await fireEvent.click(await button('Make a new one…'));
    const sheet = await screen.findByRole('dialog', { name: 'Make a new recovery key?' }, LOADED);
    const input = within(sheet).getByLabelText<HTMLInputElement>('Passphrase');
    await fireEvent.input(input, { target: { value: PASSPHRASE } });
    await fireEvent.submit(input.form as HTMLFormElement);
    expect((await screen.findByRole('dialog', { name: 'Your recovery key' })).textContent).toContain('T4ZB-6HKR');
  });

  it('says why there is no switch where no keychain answers', async () => {
    await opened('people=60&sealed&keychain=absent');
    expect(await screen.findByText(/^There is no keychain here that Nod can use/)).toBeTruthy();
    expect(screen.queryByRole('switch', { name: /keychain/ })).toBeNull();
  });

  it('encrypts what is taken out with a passphrase of its own', async () => {
    const fake = await opened('people=60');
    await fireEvent.click(await screen.findByRole('switch', { name: 'Encrypt with a passphrase (age)' }));
    await fireEvent.click(await button('Save as…'));
    await screen.findByLabelText('New passphrase', {}, LOADED);
    expect(names(fake)).not.toContain('dataExport');
    await fill('New passphrase', FRESH);
    await fill('The same once more', FRESH);
    await fireEvent.submit(field('New passphrase').form as HTMLFormElement);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(fake.calls).toContainEqual(['dataExport', 'json', false, FRESH]);
  });
});

describe('the lock', () => {
  it('shows nothing of what is kept, asks at once, and comes back to where one was', async () => {
    const fake = await locked();
    expect(screen.queryByRole('navigation')).toBeNull();
    expect(document.body.textContent).not.toContain('Hannah');
    const input = field('Passphrase');
    expect(document.activeElement).toBe(input);
    await fill('Passphrase', 'not this one');
    await fireEvent.submit(input.form as HTMLFormElement);
    expect((await screen.findByRole('alert')).textContent).toContain('That is not the passphrase');
    await waitFor(() => expect(selected(input)).toBe('not this one'));
    expect(document.activeElement).toBe(input);
    await fill('Passphrase', PASSPHRASE);
    await fireEvent.submit(input.form as HTMLFormElement);
    await waitFor(() => expect(document.documentElement.dataset['ready']).toBe('moments'));
    await waitFor(() => expect((document.activeElement as HTMLElement).dataset).toHaveProperty('heading'));
    expect(names(fake)).not.toContain('undo');
  });

  it('comes back with what was being changed', async () => {
    const fake = await opened('people=60&moments=12&sealed', { view: 'moments' });
    const change = 'Change: Remembered Hannah Reuter, today';
    await fireEvent.click(await button(change));
    const note = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'A few words' });
    await fireEvent.input(note, { target: { value: 'Leo passed, with a' } });
    await fake.sealLock();
    await screen.findByLabelText('Passphrase', {}, LOADED);
    await fake.sealUnlock(PASSPHRASE);
    await fireEvent.click(await button(change));
    expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'A few words' }).value).toBe('Leo passed, with a');
    await fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    await fireEvent.click(await button(change));
    expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'A few words' }).value).not.toContain('with a');
  });

  it('opens with the recovery key, and says what can be done then', async () => {
    await locked();
    await fireEvent.click(await button('Use the recovery key instead'));
    const input = field('Recovery key');
    expect(document.activeElement).toBe(input);
    await fill('Recovery key', '7kq2 m9xt 4wpz h6rn 3vjs 8gyf b5ac');
    await fireEvent.submit(input.form as HTMLFormElement);
    expect(await screen.findByText(/^Unlocked with the recovery key/)).toBeTruthy();
  });

  it('opens by itself when Nod is unlocked elsewhere', async () => {
    const fake = await locked();
    await fake.sealUnlock(PASSPHRASE);
    await waitFor(() => expect(screen.queryByLabelText('Passphrase')).toBeNull());
  });

  it('does nothing by key where nothing is encrypted, and locks where it is', async () => {
    const plain = await opened('people=60', { view: 'today' });
    await waitFor(() => expect(document.documentElement.dataset['ready']).toBe('today'));
    await fireEvent.keyDown(window, { key: 'L', ctrlKey: true, shiftKey: true });
    expect(names(plain)).not.toContain('sealLock');
    plain.state.seal = { ...plain.state.seal, encrypted: true };
    await seal.fetch();
    await fireEvent.keyDown(window, { key: 'L', ctrlKey: true, shiftKey: true });
    expect(await screen.findByLabelText('Passphrase', {}, LOADED)).toBeTruthy();
    // The keys of the window are behind the lock, too.
    await fireEvent.keyDown(window, { key: 'k', ctrlKey: true });
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('is found in the palette', async () => {
    await opened('people=60&sealed', { view: 'today' });
    await waitFor(() => expect(document.documentElement.dataset['ready']).toBe('today'));
    await fireEvent.keyDown(window, { key: 'k', ctrlKey: true });
    await fireEvent.input(await screen.findByRole('combobox', { name: /^Find anything/ }, LOADED), {
      target: { value: 'lock' },
    });
    const line = await screen.findByRole('option', { name: /^Lock/ });
    expect(line.textContent).toContain('Ctrl Shift L');
  });
});
