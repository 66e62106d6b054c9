import { fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { answers } from '../../../tests/setup';
import Toast from '../parts/Toast.svelte';
import { toast, write } from './toast.svelte';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const shown = (): string => screen.getByRole('status').textContent;

describe('the toast', () => {
  it('says what was written, and Undo takes exactly that back', async () => {
    const fake = await answers();
    render(Toast);
    await write(() => fake.skip('r-Amara Okafor'));
    await write(() => fake.skip('r-Hannah Reuter'));
    await vi.advanceTimersByTimeAsync(0);
    expect(shown()).toContain('Hannah Reuter, not now');
    await fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
    await vi.advanceTimersByTimeAsync(0);
    expect(fake.calls).toContainEqual(['undo', 2]);
    expect(shown()).toContain('Undone');
    expect(screen.getByRole('button', { name: 'Redo' })).toBeTruthy();
  });

  it('goes after eight seconds', async () => {
    render(Toast);
    toast.done('Thanked Amara', 7);
    await vi.advanceTimersByTimeAsync(7_900);
    expect(shown()).toContain('Thanked Amara');
    await vi.advanceTimersByTimeAsync(200);
    expect(shown()).not.toContain('Thanked Amara');
  });

  it('stays while it is pointed at', async () => {
    render(Toast);
    toast.done('Thanked Amara', 7);
    await vi.advanceTimersByTimeAsync(0);
    await fireEvent.pointerEnter(screen.getByTestId('toast'));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(shown()).toContain('Thanked Amara');
    await fireEvent.pointerLeave(screen.getByTestId('toast'));
    await vi.advanceTimersByTimeAsync(8_100);
    expect(shown()).not.toContain('Thanked Amara');
  });

  it('says what went wrong, with nothing to undo', async () => {
    render(Toast);
    await write(() => Promise.reject({ code: 'busy', message: 'The database is busy.', field: null }));
    await vi.advanceTimersByTimeAsync(0);
    expect(shown()).toContain('The database is busy.');
    expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull();
  });
});
