// What the fake reads from any file.
import type { ImportReport } from '../api/ImportReport';
import type { FakeState } from './state';
import { crowd } from './team';

export function report(state: FakeState): ImportReport {
  const fates = ['merge', 'add', 'add', 'merge', 'add', 'skip'] as const;
  const rows = crowd(251).map((person, i) => ({
    file: 'team-october.vcf',
    line: 12 * i + 1,
    name: person.name,
    detail: person.line,
    fate: fates[i % 6] ?? ('add' as const),
    reason:
      [
        'Role: Accountant → Senior accountant',
        '',
        '',
        'Team: Infrastructure → Platform',
        '',
        'Already here, nothing new',
      ][i % 6] ?? '',
    into: i % 3 === 0 ? (state.people[i] ?? null) : null,
    fields:
      [
        [{ name: 'Role', fate: 'change' as const, from: 'Accountant', to: 'Senior accountant', why: '' }],
        [{ name: 'Role', fate: 'fill' as const, from: '', to: person.line, why: '' }],
        [],
        [
          { name: 'Team', fate: 'change' as const, from: 'Infrastructure', to: 'Platform', why: '' },
          {
            name: 'Notes',
            fate: 'keep' as const,
            from: 'Likes tea',
            to: 'Coffee',
            why: 'You wrote yours; the file says otherwise, and yours stays.',
          },
        ],
        [],
        [],
      ][i % 6] ?? [],
  }));
  return {
    added: 214,
    moments: 0,
    follow_ups: 0,
    columns: [],
    meetings: [],
    merged: 31,
    skipped: 6,
    kept: 42,
    errors: [{ file: 'team-october.vcf', line: 88, reason: 'The card ends before its END:VCARD.' }],
    rows,
    op: null,
    words: '214 people to add, 31 to merge, 6 to skip',
  };
}
