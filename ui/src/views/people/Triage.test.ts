import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, describe, expect, it } from 'vitest';
import { answers } from '../../../tests/setup';
import type { Fake } from '$lib/backend.fake';
import { undo } from '$lib/state/toast.svelte';
import Triage from './Triage.svelte';

let fake: Fake;
let names: string[];

const who = (): string => screen.queryByRole('status')?.querySelector('bdi')?.textContent ?? '';
const press = (key: string): Promise<boolean> => fireEvent.keyDown(window, { key });
const placed = (): unknown[][] => fake.calls.filter(([name]) => name === 'place').map(([, ...args]) => args);

beforeEach(async () => {
  fake = await answers('people=8');
  fake.state.unplaced = fake.state.people.slice(0, 3);
  names = fake.state.unplaced.map((it) => it.name);
  render(Triage, { op: 7 });
  await waitFor(() => expect(who()).toBe(names[0]));
});

describe('putting people into circles', () => {
  it('takes a number a person until nobody is left', async () => {
    expect(fake.calls).toContainEqual(['unplaced', 7, 20]);
    await press('2');
    await waitFor(() => expect(who()).toBe(names[1]));
    await press('5');
    await waitFor(() => expect(who()).toBe(names[2]));
    await fireEvent.click(screen.getByRole('button', { name: /^Reports/ }));
    expect(await screen.findByRole('heading', { name: 'Nobody is waiting for a circle' })).toBeTruthy();
    const ids = fake.state.people.slice(0, 3).map((it) => it.id);
    const all = [
      [[ids[0]], 'close'],
      [[ids[1]], null],
      [[ids[2]], 'reports'],
    ];
    await waitFor(() => expect(placed()).toEqual(all));
  });

  it('skips, goes back to who was skipped, and is taken back', async () => {
    await press('s');
    await waitFor(() => expect(who()).toBe(names[1]));
    await press('1');
    await waitFor(() => expect(who()).toBe(names[2]));
    await undo();
    await waitFor(() => expect(who()).toBe(names[1]));
    await press('Backspace');
    await waitFor(() => expect(who()).toBe(names[0]));
  });

  it('leaves keys with Ctrl, and keys that mean nothing, alone', async () => {
    await fireEvent.keyDown(window, { key: '1', ctrlKey: true });
    await press('9');
    await press('x');
    expect(placed()).toEqual([]);
    expect(who()).toBe(names[0]);
  });
});
