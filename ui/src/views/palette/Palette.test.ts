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
    const field = await opened();
    await type(field, 'amara');
    await waitFor(() => expect(document.querySelector('[role=option] b')?.textContent).toBe('Amara'));
    await type(field, 'archived');
    await fireEvent.keyDown(field, { key: 'Enter' });
    expect(router.place.view).toBe('today');
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

  it('asks once for letters typed quickly, and drops what came too late', async () => {
    const fake = await answers();
    const field = await opened();
    for (const text of ['a', 'am', 'ama']) await type(field, text);
    await waitFor(() => expect(chosen()).toContain('Amara'));
    const asked = fake.calls
      .filter(([name]) => name === 'search')
      .map(([, request]) => (request as { text: string }).text);
    expect(asked).toEqual(['ama']);
  });

  it('says so when nothing is found, and when a filter was not understood', async () => {
    const field = await opened();
    await type(field, 'zzzq');
    expect(await screen.findByText(/^Nothing found for/)).toBeTruthy();
    await type(field, 'before:soon');
    expect(await screen.findByText(/was passed over/)).toBeTruthy();
  });
});
