import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, describe, expect, it } from 'vitest';
import { answers } from '../../../tests/setup';
import { dropDraft } from '$lib/state/drafts';
import { router } from '$lib/state/router.svelte';
import Edit from './Edit.svelte';

const box = (name: string): Promise<HTMLInputElement> => screen.findByRole<HTMLInputElement>('textbox', { name });

beforeEach(() => {
  dropDraft('edit new');
  router.go({ view: 'edit', id: null });
});

describe('the form of a person', () => {
  it('says at the field what is wrong with it, and keeps what was typed', async () => {
    render(Edit, { id: null });
    await fireEvent.input(await box('Role'), { target: { value: 'Data engineer' } });
    await fireEvent.click(screen.getByRole('button', { name: 'Add' }));
    expect((await screen.findByRole('alert')).textContent).toContain('A name needs at least one letter.');
    expect((await box('Name')).getAttribute('aria-invalid')).toBe('true');
    expect((await box('Role')).value).toBe('Data engineer');
  });

  it('says on the page what belongs to no single field', async () => {
    const fake = await answers();
    fake.personSave = () => Promise.reject({ code: 'refused', message: 'An address is too long.', field: 'contacts' });
    render(Edit, { id: null });
    await fireEvent.input(await box('Name'), { target: { value: 'Bao Tran' } });
    await fireEvent.click(screen.getByRole('button', { name: 'Add' }));
    expect((await screen.findByRole('alert')).textContent).toContain('An address is too long.');
  });

  it('keeps a draft while one is elsewhere, until it is saved', async () => {
    const { unmount } = render(Edit, { id: null });
    await fireEvent.input(await box('Name'), { target: { value: 'Bao Tran' } });
    await waitFor(async () => expect((await box('Name')).value).toBe('Bao Tran'));
    unmount();
    render(Edit, { id: null });
    expect((await box('Name')).value).toBe('Bao Tran');
    expect(screen.getByText('This is as you left it, not saved yet.')).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: 'Add' }));
    await waitFor(() => expect(router.place.view).toBe('person'));
  });
});
