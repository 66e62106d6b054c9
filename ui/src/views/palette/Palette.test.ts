import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, describe, expect, it } from 'vitest';
import { answers } from '../../../tests/setup';
import App from '../../App.svelte';
import { dropDraft } from '$lib/state/drafts';
import { overlay } from '$lib/state/overlay.svelte';
import { router } from '$lib/state/router.svelte';

async function opened(): Promise<HTMLElement> {
  render(App);
  await fireEvent.keyDown(window, { key: 'k', ctrlKey: true });
  // Its code is loaded when it is first wanted.
  return screen.findByRole('combobox', { name: /^Find anything/ }, { timeout: 10_000 });
}

const type = (field: HTMLElement, text: string) => fireEvent.input(field, { target: { value: text } });

/** Answers to what is searched for wait until they are let go, one by one. */
async function held(): Promise<{ asked: string[]; letGo: () => void }> {
  const fake = await answers();
  const search = fake.search.bind(fake);
  const waiting: (() => void)[] = [];
  const asked: string[] = [];
  fake.search = async (request) => {
    asked.push(request.text);
    await new Promise<void>((resolve) => waiting.push(resolve));
    return search(request);
  };
  return { asked, letGo: () => waiting.shift()?.() };
}

const chosen = (): string => document.querySelector('[role=option][aria-selected=true]')?.textContent ?? '';

describe('the palette', () => {
  beforeEach(() => {
    overlay.palette = false;
    overlay.moment = null;
    dropDraft('palette');
    router.go({ view: 'today' });
  });

  it('opens on Ctrl+K with what one can do, and closes on Esc', async () => {
    const field = await opened();
    expect(screen.getByRole('option', { name: /^Log a moment/ })).toBeTruthy();
    await fireEvent.keyDown(field, { key: 'Escape' });
    expect(overlay.palette).toBe(false);
  });

  it('finds a person as one types, marks the letters, and goes there on Enter', async () => {
    const field = await opened();
    await type(field, 'amara');
    await waitFor(() => expect(document.querySelector('[role=option] b')?.textContent).toBe('Amara'));
    await fireEvent.keyDown(field, { key: 'Enter' });
    expect(router.place).toEqual({ view: 'person', id: 'p-Amara Okafor' });
    expect(overlay.palette).toBe(false);
  });

  it('takes on Enter what answers the text, however fast it was typed', async () => {
    const { asked, letGo } = await held();
    const field = await opened();
    await type(field, 'amara');
    letGo();
    await waitFor(() => expect(document.querySelector('[role=option] b')?.textContent).toBe('Amara'));
    await type(field, 'archived');
    await waitFor(() => expect(asked).toHaveLength(2));
    await fireEvent.keyDown(field, { key: 'Enter' });
    expect(router.place.view).toBe('today');
    letGo();
    await waitFor(() => expect(router.place.view).toBe('archived'));
  });

  it('walks with the arrow keys, round at both ends', async () => {
    const field = await opened();
    const first = chosen();
    await fireEvent.keyDown(field, { key: 'ArrowUp' });
    expect(chosen()).toContain('Settings');
    await fireEvent.keyDown(field, { key: 'ArrowDown' });
    expect(chosen()).toBe(first);
  });

  it('opens the moment that was found', async () => {
    const field = await opened();
    await type(field, 'gesture:thanked');
    await waitFor(() => expect(chosen()).toContain('Thanked'));
    await fireEvent.keyDown(field, { key: 'Enter' });
    expect(await screen.findByRole('form', { name: 'Change this moment' })).toBeTruthy();
  });

  it('goes to a view by its name', async () => {
    const field = await opened();
    await type(field, 'archived');
    await waitFor(() => expect(chosen()).toContain('Archived people'));
    await fireEvent.keyDown(field, { key: 'Enter' });
    await waitFor(() => expect(router.place).toEqual({ view: 'archived' }));
  });

  it('asks one thing at a time, the last of what was typed meanwhile, and drops what came too late', async () => {
    const { asked, letGo } = await held();
    const field = await opened();
    for (const text of ['zz', 'am', 'ama']) await type(field, text);
    await waitFor(() => expect(asked).toEqual(['zz']));
    letGo();
    await waitFor(() => expect(asked).toEqual(['zz', 'ama']));
    expect(screen.queryByText(/^Nothing found for/)).toBeNull();
    letGo();
    await waitFor(() => expect(chosen()).toContain('Amara'));
  });

  it('draws what is in sight first, then the rest, and goes round to the very last', async () => {
    const field = await opened();
    const inSight = Math.ceil((innerHeight * 0.78 - 88) / 40);
    const options = (): Element[] => Array.from(document.querySelectorAll('[role=option]'));
    await type(field, 'a');
    // Looked at in the change that brings the first find, before any timer.
    let first = 0;
    await waitFor(() => {
      expect(document.querySelector('[role=option] b')).toBeTruthy();
      first ||= options().length;
    });
    expect(first).toBe(inSight);
    await fireEvent.keyDown(field, { key: 'ArrowUp' });
    const all = options().length;
    expect(all).toBeGreaterThan(inSight);
    expect(options().at(-1)?.getAttribute('aria-selected')).toBe('true');
    await fireEvent.keyDown(field, { key: 'ArrowDown' });
    await waitFor(() => expect(options()).toHaveLength(all));
  });

  it('says so when nothing is found, and when a filter was not understood', async () => {
    const field = await opened();
    await type(field, 'zzzq');
    expect(await screen.findByText(/^Nothing found for/)).toBeTruthy();
    await type(field, 'before:soon');
    expect(await screen.findByText(/was passed over/)).toBeTruthy();
  });
});
