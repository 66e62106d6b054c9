import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { answers } from '../../tests/setup';
import { PASSPHRASE } from '$lib/fake/seal.backend';
import { followBackend } from '$lib/state/changes';
import QuickBar from './QuickBar.svelte';

afterEach(() => vi.useRealTimers());

const field = (): HTMLInputElement => screen.getByRole<HTMLInputElement>('combobox');
const type = (value: string): Promise<boolean> => fireEvent.input(field(), { target: { value } });
const key = (name: string, more: KeyboardEventInit = {}): Promise<boolean> =>
  fireEvent.keyDown(field(), { key: name, ...more });
const options = (): string[] => screen.queryAllByRole('option').map((option) => option.textContent);
const drops = (): (string | null)[] =>
  screen.queryAllByRole('button', { name: /^Take back/ }).map((button) => button.getAttribute('aria-label'));

async function bar(text = ''): Promise<Awaited<ReturnType<typeof answers>>> {
  const fake = await answers();
  render(QuickBar);
  await waitFor(() => expect(options().length).toBeGreaterThan(0));
  if (text) {
    await type(text);
    await waitFor(() => expect(fake.calls.at(-1)?.[1]).toMatchObject({ text }));
  }
  return fake;
}

const sent = (fake: Awaited<ReturnType<typeof answers>>): unknown =>
  fake.calls.find(([name]) => name === 'quickLog')?.[1];

describe('the quick bar', () => {
  it('takes the focus, and shows what it understood as chips and underlines', async () => {
    await bar('am thx for the release notes yesterday');
    expect(document.activeElement).toBe(field());
    await waitFor(() =>
      expect(drops()).toEqual(['Take back: Amara Okafor', 'Take back: Thanked', 'Take back: Yesterday']),
    );
    expect([...document.querySelectorAll('.ql-mirror u')].map((it) => it.textContent)).toEqual([
      'am',
      'thx',
      'yesterday',
    ]);
  });

  it('saves on Enter, shows it with Undo, and closes by itself', async () => {
    const fake = await bar('am thx for the release notes');
    vi.useFakeTimers();
    await key('Enter');
    await vi.waitFor(() => expect(screen.getByRole('status').textContent).toContain('Thanked Amara Okafor'));
    expect(sent(fake)).toMatchObject({ text: 'am thx for the release notes' });
    expect(screen.getByRole('button', { name: /Undo/ })).toBeTruthy();
    expect(fake.calls.map(([name]) => name)).not.toContain('quickClose');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(fake.calls.map(([name]) => name)).toContain('quickClose');
  });

  it('undoes what was saved with Ctrl+Z', async () => {
    const fake = await bar('am thx');
    await key('Enter');
    await screen.findByRole('status');
    await fireEvent.keyDown(window, { key: 'z', ctrlKey: true });
    await waitFor(() => expect(screen.getByRole('status').textContent).toContain('Undone'));
    expect(fake.calls).toContainEqual(['undo', 1]);
  });

  it('saves and stays on Ctrl+Enter', async () => {
    await bar('am thx');
    await key('Enter', { ctrlKey: true });
    await screen.findByRole('status');
    expect(field().value).toBe('');
    expect(document.activeElement).toBe(field());
  });

  it('asks which one is meant and takes the choice of Ctrl+2', async () => {
    const fake = await bar('sam helped with the swap');
    expect(await screen.findByText('Which sam?')).toBeTruthy();
    expect(options()).toHaveLength(2);
    await key('2', { ctrlKey: true });
    await waitFor(() => expect(drops()[0]).toBe('Take back: Samuel Adeyemi'));
    await key('Enter');
    await waitFor(() => expect(sent(fake)).toMatchObject({ fix: { people: ['p-Samuel Adeyemi'] } }));
  });

  it('chooses with the arrow keys and Enter before it saves', async () => {
    const fake = await bar('sam helped');
    await screen.findByText('Which sam?');
    await key('ArrowDown');
    await waitFor(() => expect(screen.getAllByRole('option')[1]?.getAttribute('aria-selected')).toBe('true'));
    expect(field().getAttribute('aria-activedescendant')).toBe(screen.getAllByRole('option')[1]?.id);
    await key('Enter');
    await waitFor(() => expect(drops()[0]).toBe('Take back: Samuel Adeyemi'));
    expect(sent(fake)).toBeUndefined();
  });

  it('offers to add an unknown name, and logs with it', async () => {
    const fake = await bar('zork helped');
    expect(await screen.findByRole('option', { name: /Add zork and log/ })).toBeTruthy();
    await key('Enter');
    await waitFor(() => expect(sent(fake)).toMatchObject({ fix: { add_unknown: true } }));
  });

  it('sets the gesture with Alt+1 to Alt+7, in the fixed order', async () => {
    await bar('am');
    await key('6', { altKey: true, code: 'Digit6' });
    await waitFor(() => expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Helped' }).checked).toBe(true));
  });

  it('takes the latest correction back with Backspace at the end, but not what was typed since', async () => {
    await bar('am');
    await key('6', { altKey: true, code: 'Digit6' });
    await waitFor(() => expect(drops()).toContain('Take back: Helped'));
    field().setSelectionRange(2, 2);
    expect(await key('Backspace')).toBe(false);
    await waitFor(() => expect(drops()).not.toContain('Take back: Helped'));
    await key('6', { altKey: true, code: 'Digit6' });
    await type('am x');
    expect(await key('Backspace')).toBe(true);
  });

  it('takes a chip back with its ×', async () => {
    await bar('am thx yesterday');
    await fireEvent.click(await screen.findByRole('button', { name: 'Take back: Yesterday' }));
    await waitFor(() => expect(drops()).not.toContain('Take back: Yesterday'));
    await fireEvent.click(screen.getByRole('button', { name: 'Take back: Thanked' }));
    await waitFor(() => expect(field().value).toBe('am yesterday'));
  });

  it('says what is missing instead of saving', async () => {
    const fake = await bar('am');
    await key('Enter');
    expect((await screen.findByRole('alert')).textContent).toContain('Say what it was');
    expect(sent(fake)).toBeUndefined();
  });

  it('keeps the text when saving goes wrong', async () => {
    const fake = await bar('am thx for it');
    fake.quickLog = () => Promise.reject({ code: 'disk-full', message: 'The disk is full.', field: null });
    await key('Enter');
    expect((await screen.findByRole('alert')).textContent).toContain('The disk is full.');
    expect(field().value).toBe('am thx for it');
  });

  it('closes on Esc and keeps the draft for ten minutes', async () => {
    const fake = await bar('am thx for');
    vi.useFakeTimers();
    vi.setSystemTime(Date.now());
    await key('Escape');
    expect(fake.calls.map(([name]) => name)).toContain('quickClose');
    vi.setSystemTime(Date.now() + 9 * 60_000);
    fake.tell('quick', { prefill: '' });
    await vi.advanceTimersByTimeAsync(10);
    expect(field().value).toBe('am thx for');
    await key('Escape');
    vi.setSystemTime(Date.now() + 11 * 60_000);
    fake.tell('quick', { prefill: '' });
    await vi.advanceTimersByTimeAsync(10);
    expect(field().value).toBe('');
  });

  it('does not bring back what was cleared just before Esc', async () => {
    const fake = await bar('am thx');
    await waitFor(() => expect(fake.state.draft.text).toBe('am thx'));
    await type('');
    await key('Escape');
    fake.tell('quick', { prefill: '' });
    await waitFor(() => expect(fake.state.draft.text).toBe(''));
    expect(field().value).toBe('');
    cleanup();
    render(QuickBar);
    await waitFor(() => expect(options().length).toBeGreaterThan(0));
    expect(field().value).toBe('');
  });

  it('gives the field the focus back when a chip is taken away and others stay', async () => {
    await bar('am thx for the notes');
    await waitFor(() => expect(drops()).toEqual(['Take back: Amara Okafor', 'Take back: Thanked']));
    const drop = screen.getByRole('button', { name: 'Take back: Thanked' });
    drop.focus();
    await fireEvent.click(drop);
    await waitFor(() => expect(drops()).toEqual(['Take back: Amara Okafor']));
    expect(document.activeElement).toBe(field());
  });

  it('gives back what was typed when the window went away, until it is logged', async () => {
    const fake = await bar('am thx for the notes');
    await waitFor(() => expect(fake.state.draft).toMatchObject({ text: 'am thx for the notes', closed: false }));
    // As after a crash: another bar, and what was kept.
    cleanup();
    render(QuickBar);
    await waitFor(() => expect(field().value).toBe('am thx for the notes'));
    await key('Enter');
    await screen.findByText(/Thanked/);
    await waitFor(() => expect(fake.state.draft.text).toBe(''));
  });

  it('keeps what is typed before it saves, and all of it when that goes wrong', async () => {
    const fake = await bar();
    fake.quickLog = () => Promise.reject({ code: 'busy', message: 'Another program is holding it.', field: null });
    await type('am thx');
    await key('Enter');
    expect(fake.state.draft.text).toBe('am thx');
    expect((await screen.findByRole('alert')).textContent).toContain('Another program is holding it.');
    expect(field().value).toBe('am thx');
  });

  it('says that Nod is locked, keeps what is typed, and reads it once Nod is unlocked', async () => {
    const fake = await bar();
    const unfollow = followBackend();
    await fake.sealLock();
    await type('am thx');
    expect((await screen.findByRole('alert')).textContent).toContain('Nod is locked');
    expect(options()).toEqual([]);
    await key('Enter');
    await waitFor(() => expect(fake.calls).toContainEqual(['openMain', { view: 'today' }]));
    expect(fake.calls.map(([name]) => name)).toContain('quickClose');
    expect(sent(fake)).toBeUndefined();
    expect(field().value).toBe('am thx');
    await fake.sealUnlock(PASSPHRASE);
    await waitFor(() => expect(drops()).toContain('Take back: Thanked'));
    expect(screen.queryByRole('alert')).toBeNull();
    expect(field().value).toBe('am thx');
    unfollow();
  });

  it('says more about a moment when it is opened for its note, and only then', async () => {
    const fake = await bar();
    fake.tell('quick', { prefill: 'Amara Okafor ', moment: 'm-1' });
    await waitFor(() => expect(field().value).toBe('Amara Okafor '));
    await type('am thx for the notes');
    await key('Enter');
    await waitFor(() => expect(sent(fake)).toMatchObject({ fix: { moment: 'm-1' } }));
    await screen.findByText(/Thanked/);
    fake.calls.length = 0;
    fake.tell('quick', { prefill: 'am ' });
    await waitFor(() => expect(field().value).toBe('am '));
    await type('am thx for the demo');
    await key('Enter');
    await waitFor(() => expect(sent(fake)).toMatchObject({ fix: { moment: null } }));
  });

  it('leaves the keys of a half-composed word to the input method', async () => {
    const fake = await bar('am thx');
    await key('Enter', { isComposing: true });
    await key('Escape', { isComposing: true });
    expect(sent(fake)).toBeUndefined();
    expect(fake.calls.map(([name]) => name)).not.toContain('quickClose');
  });
});
