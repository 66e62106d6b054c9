import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, describe, expect, it } from 'vitest';
import { answers } from '../../../tests/setup';
import Person from './Person.svelte';
import { router } from '$lib/state/router.svelte';
import { toast } from '$lib/state/toast.svelte';

const AMARA = 'p-Amara Okafor';

describe('a person’s page', () => {
  beforeEach(() => router.go({ view: 'person', id: AMARA }));

  it('goes to the line that was looked for, and to its top when that is over', async () => {
    await answers();
    const { unmount } = render(Person, { id: AMARA, log: false, line: 'f2' });
    const focused = () => document.activeElement as HTMLElement;
    await waitFor(() => expect(focused().dataset['line']).toBe('f2'));
    expect(focused().textContent).toContain('the half-marathon');
    unmount();
    router.go({ view: 'person', id: AMARA });
    render(Person, { id: AMARA, log: false, line: 'gone' });
    const heading = await screen.findByRole('heading', { level: 1 });
    await waitFor(() => expect(document.activeElement).toBe(heading));
  });

  it('keeps a detail, private when it is of health, and shows it at once', async () => {
    const fake = await answers();
    render(Person, { id: AMARA, log: false });
    await fireEvent.click(await screen.findByRole('button', { name: 'Add a detail' }));
    await fireEvent.input(screen.getByLabelText('What to remember'), { target: { value: 'Allergic to nuts' } });
    await fireEvent.input(screen.getByLabelText('Category'), { target: { value: 'Health' } });
    await fireEvent.click(screen.getByRole('button', { name: 'Remember' }));
    expect((await screen.findAllByText('Allergic to nuts')).length).toBeGreaterThan(0);
    expect(fake.notebook.details[0]).toMatchObject({ category: 'health', private: true, source: 'told' });
  });

  it('changes and takes out a detail', async () => {
    const fake = await answers();
    render(Person, { id: AMARA, log: false });
    await fireEvent.click(await screen.findByRole('button', { name: /Lagos half-marathon/ }));
    await fireEvent.click(screen.getByRole('button', { name: 'Take out' }));
    await waitFor(() => expect(fake.notebook.details.map((it) => it.id)).not.toContain('d3'));
    expect(toast.shown?.act).toBe('undo');
  });

  it('keeps the words of a detail that is refused', async () => {
    render(Person, { id: AMARA, log: false });
    await fireEvent.click(await screen.findByRole('button', { name: 'Add a detail' }));
    await fireEvent.click(screen.getByRole('button', { name: 'Remember' }));
    expect((await screen.findByRole('alert')).textContent).toContain('A detail needs a few words.');
  });

  it('shows notes as they are meant, and edits them in place', async () => {
    const fake = await answers();
    render(Person, { id: AMARA, log: false });
    expect((await screen.findByText('ask twice')).tagName).toBe('STRONG');
    await fireEvent.click(screen.getByRole('button', { name: 'Edit notes' }));
    const area = screen.getByLabelText('Notes');
    await fireEvent.input(area, { target: { value: 'Likes *tea*' } });
    await fireEvent.keyDown(area, { key: 'Enter', ctrlKey: true });
    await waitFor(() => expect(fake.calls.some(([name]) => name === 'personSave')).toBe(true));
    const call = fake.calls.find(([name]) => name === 'personSave');
    expect((call?.[2] as { notes: string }).notes).toBe('Likes *tea*');
  });

  it('brings notes that were not saved back', async () => {
    const { unmount } = render(Person, { id: AMARA, log: false });
    await fireEvent.click(await screen.findByRole('button', { name: 'Edit notes' }));
    await fireEvent.input(screen.getByLabelText('Notes'), { target: { value: 'half a thought' } });
    unmount();
    render(Person, { id: AMARA, log: false });
    const area = (await screen.findByLabelText('Notes')) as HTMLTextAreaElement;
    expect(area.value).toBe('half a thought');
    await fireEvent.keyDown(area, { key: 'Escape' });
  });

  it('erases only after one said so, and says that backups still hold them', async () => {
    const fake = await answers();
    render(Person, { id: AMARA, log: false });
    await fireEvent.click(await screen.findByRole('button', { name: 'More' }));
    await fireEvent.click(await screen.findByRole('menuitem', { name: 'Erase for good…' }));
    expect(await screen.findByText(/^Backups made before still hold them/)).toBeTruthy();
    const act = screen.getByRole('button', { name: 'Erase for good' });
    expect((act as HTMLButtonElement).disabled).toBe(true);
    await fireEvent.click(screen.getByRole('checkbox', { name: /no Undo/ }));
    await fireEvent.click(act);
    await waitFor(() => expect(fake.notebook.erased).toEqual(['Amara Okafor']));
    expect(router.place.view).toBe('people');
  });
});
