import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { answers } from '../../../tests/setup';
import Moments from './Moments.svelte';
import { toast, undo } from '$lib/state/toast.svelte';

const forms = (): Promise<HTMLElement> => screen.findByRole('form', { name: 'Change this moment' });
const firstPencil = async (): Promise<HTMLElement> => {
  const [pencil] = await screen.findAllByRole('button', { name: /^Change: / });
  if (!pencil) throw new Error('no moment');
  return pencil;
};

describe('Moments', () => {
  it('changes a moment where it stands, and one Undo takes it back', async () => {
    const fake = await answers();
    const before = fake.state.moments[0]?.moment.note;
    render(Moments);
    await fireEvent.click(await firstPencil());
    const form = await forms();
    await fireEvent.input(screen.getByPlaceholderText('A few words, if you like'), {
      target: { value: 'for the tea' },
    });
    await fireEvent.submit(form);
    expect(await screen.findByText('for the tea')).toBeTruthy();
    const call = fake.calls.find(([name]) => name === 'momentEdit');
    expect((call?.[2] as { at: string | null }).at).toBeNull();
    await undo(toast.shown?.op ?? null);
    expect(fake.state.moments[0]?.moment.note).toBe(before);
  });

  it('keeps what was typed and says why when it is refused', async () => {
    render(Moments);
    await fireEvent.click(await firstPencil());
    await fireEvent.click(screen.getAllByRole('button', { name: /^Take back: / })[0] as HTMLElement);
    await fireEvent.submit(await forms());
    expect((await screen.findByRole('alert')).textContent).toContain('Say who it was with.');
  });

  it('opens with E, closes with Esc and gives the focus back, and deletes with Delete', async () => {
    const fake = await answers();
    render(Moments);
    const pencil = await firstPencil();
    await fireEvent.keyDown(pencil, { key: 'e' });
    await fireEvent.keyDown(await forms(), { key: 'Escape' });
    await waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toMatch(/^Change: /));
    const before = fake.state.moments.length;
    await fireEvent.keyDown(document.activeElement ?? document.body, { key: 'Delete' });
    await waitFor(() => expect(fake.state.moments.length).toBe(before - 1));
    expect(toast.shown?.act).toBe('undo');
  });

  it('shows only the moments with one person', async () => {
    const fake = await answers();
    render(Moments);
    await fireEvent.click(await screen.findByRole('button', { name: 'Person: Anyone' }));
    const field = await screen.findByRole('combobox');
    await fireEvent.input(field, { target: { value: 'amara' } });
    await screen.findByRole('option', { name: /Amara Okafor/ });
    await fireEvent.keyDown(field, { key: 'Enter' });
    expect(await screen.findByRole('button', { name: 'Person: Amara Okafor' })).toBeTruthy();
    const asked = fake.calls.filter(([name]) => name === 'moments').map(([, it]) => (it as { person: string }).person);
    expect(asked.at(-1)).toBe('p-Amara Okafor');
  });
});
