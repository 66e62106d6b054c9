import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, describe, expect, it } from 'vitest';
import { answers } from '../../../tests/setup';
import App from '../../App.svelte';
import { router } from '$lib/state/router.svelte';
import { Layout, LETTER, ROW } from './layout';
import People from './People.svelte';

const scroller = (): HTMLElement => {
  const found = document.querySelector<HTMLElement>('[data-scroll]');
  if (!found) throw new Error('no scroller');
  return found;
};

describe('People', () => {
  // Each visit has its own search.
  beforeEach(() => router.go({ view: 'people' }));

  it('shows 10,000 people with at most 400 nodes in the window, wherever one scrolls to', async () => {
    await answers('people=10000');
    router.go({ view: 'people' });
    render(App);
    await screen.findByText('10,000 people');
    for (const top of [0, 40_000, 260_000, 519_000]) {
      scroller().scrollTop = top;
      await fireEvent.scroll(scroller());
      await waitFor(() => expect(document.querySelectorAll('.prow').length).toBeGreaterThan(8));
      expect(document.querySelectorAll('*').length).toBeLessThanOrEqual(400);
    }
  });

  it('fetches only the pages it shows', async () => {
    const fake = await answers('people=10000');
    render(People, { circle: null });
    await screen.findByText('10,000 people');
    scroller().scrollTop = 260_000;
    await fireEvent.scroll(scroller());
    await waitFor(() => expect(document.querySelector('[data-row="5000"], [data-row="4990"]')).toBeTruthy());
    const offsets = fake.calls
      .filter(([name]) => name === 'people')
      .map(([, request]) => (request as { offset: number }).offset);
    expect(new Set(offsets).size).toBeLessThanOrEqual(4);
    expect(offsets.length).toBe(new Set(offsets).size);
  });

  it('finds as one types, marks what matches, and goes there on Enter', async () => {
    render(People, { circle: null });
    const find = await screen.findByRole('searchbox');
    await fireEvent.input(find, { target: { value: 'amara' } });
    await waitFor(() => expect(document.querySelector('.prow b')?.textContent).toBe('Amara'));
    await fireEvent.keyDown(find, { key: 'Enter' });
    expect(router.place).toEqual({ view: 'person', id: 'p-Amara Okafor' });
  });

  it('says where the nearest match is when nobody matches', async () => {
    render(People, { circle: null });
    await fireEvent.input(await screen.findByRole('searchbox'), { target: { value: 'zzzq' } });
    expect(await screen.findByText('Nobody matches “zzzq”')).toBeTruthy();
    expect(screen.getByRole('button', { name: /^Open / })).toBeTruthy();
  });

  it('walks with the arrow keys, Home and End', async () => {
    render(People, { circle: null });
    await screen.findByText('60 people');
    const focused = (): string | undefined => (document.activeElement as HTMLElement).dataset['row'];
    await fireEvent.keyDown(await screen.findByRole('searchbox'), { key: 'ArrowDown' });
    await waitFor(() => expect(focused()).toBe('0'));
    await fireEvent.keyDown(document.activeElement ?? document.body, { key: 'ArrowDown' });
    await waitFor(() => expect(focused()).toBe('1'));
    await fireEvent.keyDown(document.activeElement ?? document.body, { key: 'End' });
    await waitFor(() => expect(focused()).toBe('59'));
    await fireEvent.keyDown(document.activeElement ?? document.body, { key: 'Home' });
    await waitFor(() => expect(focused()).toBe('0'));
  });
});

describe('Layout', () => {
  const layout = new Layout(10, [
    { label: 'A', index: 0 },
    { label: 'B', index: 4 },
  ]);

  it('puts a letter above its first row', () => {
    expect(layout.top(0)).toBe(LETTER);
    expect(layout.top(3)).toBe(3 * ROW + LETTER);
    expect(layout.top(4)).toBe(4 * ROW + 2 * LETTER);
    expect(layout.height).toBe(10 * ROW + 2 * LETTER);
  });

  it('finds the row at any height', () => {
    for (let index = 0; index < 10; index += 1) expect(layout.at(layout.top(index))).toBe(index);
    expect(layout.at(0)).toBe(0);
    expect(layout.at(10_000)).toBe(9);
  });

  it('names the letters in a range', () => {
    expect(layout.letters(0, 3).map((letter) => letter.label)).toEqual(['A']);
    expect(layout.letters(3, 4).map((letter) => letter.label)).toEqual(['A', 'B']);
  });
});
