import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { answers } from '../../tests/setup';
import Rarer from './Rarer.svelte';
import { router } from '$lib/state/router.svelte';
import { backend } from '$lib/backend';

const AMARA = 'p-Amara Okafor';

describe('the rarer views', () => {
  it('list who is put away, and bring them back', async () => {
    const fake = await answers();
    fake.state.archived = new Set([AMARA]);
    render(Rarer, { place: { view: 'archived' } });
    await fireEvent.click(await screen.findByRole('button', { name: 'Bring back Amara Okafor' }));
    expect(await screen.findByText('Nobody is put away')).toBeTruthy();
  });

  it('merge two people field by field, with what was chosen', async () => {
    const fake = await answers();
    const pair = fake.notebook.duplicates[0];
    if (!pair) throw new Error('nobody looks like another');
    const { first, second } = pair;
    router.go({ view: 'duplicates', pair: [first.id, second.id] });
    render(Rarer, { place: { view: 'duplicates', pair: [first.id, second.id] } });
    const name = await screen.findByRole('radio', { name: second.name });
    await fireEvent.click(name);
    await fireEvent.click(screen.getByRole('button', { name: 'Merge' }));
    await waitFor(() => expect(router.place).toEqual({ view: 'person', id: first.id }));
    const call = fake.calls.find(([did]) => did === 'merge');
    expect(call?.slice(1, 3)).toEqual([first.id, second.id]);
    expect((call?.[3] as { name: string }).name).toBe(second.name);
  });

  it('bring back what is in the bin', async () => {
    const fake = await answers();
    await backend().personDelete(AMARA);
    render(Rarer, { place: { view: 'bin' } });
    await fireEvent.click(await screen.findByRole('button', { name: 'Bring back: Person deleted: Amara Okafor' }));
    await waitFor(() => expect(fake.state.people.some((it) => it.id === AMARA)).toBe(true));
    expect(await screen.findByText('The bin is empty')).toBeTruthy();
  });

  it('leave private details off a brief unless asked for', async () => {
    const fake = await answers();
    fake.notebook.details = fake.notebook.details.filter((it) => it.private);
    router.go({ view: 'brief', people: [AMARA] });
    render(Rarer, { place: { view: 'brief', people: [AMARA] } });
    await screen.findByRole('heading', { name: 'Amara Okafor' });
    expect(screen.queryByText(/^Migraines/)).toBeNull();
    await fireEvent.click(screen.getByRole('checkbox', { name: 'With private details' }));
    expect(await screen.findByText(/^Migraines/)).toBeTruthy();
  });
});
