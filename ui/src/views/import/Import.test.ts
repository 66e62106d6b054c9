import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { router } from '$lib/state/router.svelte';
import type { ImportReport } from '$lib/api/ImportReport';
import { answers } from '../../../tests/setup';
import { PASSPHRASE } from '$lib/fake/seal.backend';
import Import from './Import.svelte';

const REPORT: ImportReport = {
  added: 0,
  merged: 0,
  skipped: 0,
  kept: 0,
  moments: 0,
  follow_ups: 0,
  columns: [{ file: 'a.csv', number: 2, head: 'Nick', meaning: 'nothing' }],
  meetings: [{ number: 1, at: '2026-11-18T10:00:00+01:00', words: 'Coffee', people: ['Amara'], known: false }],
  errors: [],
  rows: [],
  op: null,
  words: 'Nobody to add',
};

describe('Import', () => {
  it('brings in moments alone, and has a column read as the user says', async () => {
    const fake = await answers();
    fake.importPreview = async (_, chosen) => ({ ...REPORT, moments: chosen.meetings.length });
    const applied: unknown[] = [];
    fake.importApply = async (_, chosen) => {
      applied.push(chosen);
      return REPORT;
    };
    render(Import);
    const file = new File(['x'], 'a.csv');
    await fireEvent.change(screen.getByLabelText('Choose files'), { target: { files: [file] } });
    const apply = await screen.findByRole('button', { name: 'Bring them in' });
    expect(apply.getAttribute('aria-disabled')).toBe('true');
    await fireEvent.click(screen.getByRole('checkbox', { name: /Coffee/ }));
    await waitFor(() => expect(apply.getAttribute('aria-disabled')).toBe('false'));
    await fireEvent.change(screen.getByLabelText('What “Nick” means'), { target: { value: 'called' } });
    await waitFor(() => expect(apply.getAttribute('aria-disabled')).toBe('false'));
    await fireEvent.click(apply);
    expect(applied).toEqual([{ columns: [['Nick', 'called']], meetings: [1] }]);
  });

  it('says field by field what comes, what is updated, and what stays and why', async () => {
    await answers();
    render(Import);
    const choose = screen.getByLabelText('Choose files');
    await fireEvent.change(choose, { target: { files: [new File(['x'], 'a.vcf')] } });
    await fireEvent.click(await screen.findByRole('button', { name: /^Something stays/ }));
    const rows = screen.getAllByRole('row').slice(1);
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every((row) => row.textContent.includes('Stays as it is: Notes'))).toBe(true);
    expect(rows[0]?.textContent).toMatch(/Team\s*updated\s*was\s*Infrastructure\s*Platform/);
    expect(rows[0]?.textContent).toMatch(/Notes\s*stays\s*Likes tea\s*You wrote yours.*The file says\s*“Coffee”/);
  });

  it('asks for the passphrase of a file that is encrypted, and reads what is in it', async () => {
    const fake = await answers();
    const read: string[] = [];
    fake.importPreview = async (files) => {
      read.push(...files.map((file) => file.name));
      return { ...REPORT, added: 3, words: '3 people to add' };
    };
    render(Import);
    const sealed = new File(['age-encryption.org/v1\n-> scrypt'], 'nod.json.age');
    const choose = screen.getByLabelText('Choose files');
    await fireEvent.change(choose, { target: { files: [new File(['x'], 'a.vcf'), sealed] } });
    const field = await screen.findByLabelText('Passphrase of the file');
    expect(screen.getByRole('dialog').textContent).toContain('nod.json.age is encrypted');
    await fireEvent.input(field, { target: { value: 'not this one' } });
    await fireEvent.click(screen.getByRole('button', { name: 'Open it' }));
    expect((await screen.findByRole('alert')).textContent).toContain('does not open the file');
    expect(read).toEqual([]);
    await fireEvent.input(field, { target: { value: PASSPHRASE } });
    await fireEvent.click(screen.getByRole('button', { name: 'Open it' }));
    await screen.findByText('3 people to add');
    expect(read).toEqual(['a.vcf', 'nod.json']);
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('offers circles to those who are new', async () => {
    await answers();
    render(Import);
    const choose = screen.getByLabelText('Choose files');
    await fireEvent.change(choose, { target: { files: [new File(['x'], 'a.vcf')] } });
    await fireEvent.click(await screen.findByRole('button', { name: 'Bring them in' }));
    await fireEvent.click(await screen.findByRole('button', { name: 'Put people into circles' }));
    expect(router.place).toEqual({ view: 'triage', op: 1 });
  });
});
