import { render, screen } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { answers } from '../../../tests/setup';
import Working from '../parts/Working.svelte';
import { toast } from './toast.svelte';
import { Work } from './work.svelte';

describe('long work', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is shown after half a second only, says how far it is, and is stopped', async () => {
    const fake = await answers();
    fake.workProgress = async () => ({ done: 30, of: 1200 });
    let stopped: (failure: unknown) => void = () => undefined;
    const work = new Work();
    render(Working, { work, words: 'Bringing them in…' });
    const done = work.run(() => new Promise<string>((_, reject) => (stopped = reject)));
    await vi.advanceTimersByTimeAsync(400);
    expect(screen.queryByRole('progressbar')).toBeNull();
    await vi.advanceTimersByTimeAsync(400);
    const bar = screen.getByRole<HTMLProgressElement>('progressbar', { name: /^Bringing them in… 30 of 1,200/ });
    expect([bar.value, bar.max]).toEqual([30, 1200]);
    screen.getByRole('button', { name: 'Stop' }).click();
    expect(fake.calls).toContainEqual(['workStop']);
    stopped({ code: 'stopped', message: 'Stopped; everything is as it was.', field: null });
    expect(await done).toBeNull();
    await vi.advanceTimersByTimeAsync(0);
    expect(screen.queryByRole('progressbar')).toBeNull();
    expect(toast.shown?.words).toBe('Stopped; everything is as it was.');
  });

  it('is one thing at a time, and throws what else goes wrong', async () => {
    await answers();
    const work = new Work();
    const first = work.run(() => Promise.resolve(1));
    expect(await work.run(() => Promise.resolve(2))).toBeNull();
    expect(await first).toBe(1);
    const failure = { code: 'disk-full', message: 'The disk is full.', field: null };
    await expect(work.run(() => Promise.reject(failure))).rejects.toBe(failure);
    expect(work.busy).toBe(false);
  });
});
