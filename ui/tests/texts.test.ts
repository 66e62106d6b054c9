import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FluentResource } from '@fluent/bundle';
import { describe, expect, it } from 'vitest';
import { setLocale, t } from '$lib/texts';
import source from '$texts/en/ui.ftl?raw';
import { onlyGroups, QUICK_GROUPS } from '../texts.plugin';

const idsOf = (ftl: string): string[] => [...ftl.matchAll(/^([a-z][a-z0-9-]*) =/gm)].map(([, id]) => id ?? '');
const files = (readdirSync('src', { recursive: true }) as string[]).filter(
  (file) => /\.(svelte|ts)$/.test(file) && !/\.test\.ts$|^lib\/api\//.test(file),
);
const read = (file: string): string => readFileSync(join('src', file), 'utf8');
const callsIn = (text: string): string[] => [...text.matchAll(/\bt\(\s*'([^']+)'/g)].map(([, id]) => id ?? '');

/** Words Nod does not use, and exclamation marks of its own. */
const UNKIND = /\b(overdue|miss(ed)?|fail(ed|ure)?|should|must|don.?t forget|score|streaks?|leaderboard)\b|!/i;

describe('ui.ftl', () => {
  it('is read whole by Fluent', () => {
    expect(new FluentResource(source).body.map((message) => message.id).sort()).toEqual(idsOf(source).sort());
  });

  it('has every message once', () => {
    const ids = idsOf(source);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
  });

  it('uses no unkind word', () => {
    const lines = source.split('\n').filter((line) => !line.startsWith('#'));
    expect(lines.filter((line) => UNKIND.test(line))).toEqual([]);
    expect(UNKIND.test('This is overdue')).toBe(true);
  });

  it('has all that is called for, and nothing more', () => {
    const called = new Set(files.flatMap((file) => callsIn(read(file))));
    const ids = new Set(idsOf(source));
    expect([...called].filter((id) => !ids.has(id))).toEqual([]);
    expect([...ids].filter((id) => !called.has(id))).toEqual([]);
  });

  it('is only called with ids written out', () => {
    const loose = files.filter((file) => file !== 'lib/texts.ts' && /[^\w.$]t\(\s*[^'\s)]/.test(read(file)));
    expect(loose).toEqual([]);
  });

  it('gives the quick bar the groups it draws on', () => {
    const seen = new Set<string>();
    const follow = (file: string): void => {
      if (seen.has(file)) return;
      seen.add(file);
      const folder = file.split('/').slice(0, -1).join('/');
      for (const [, from] of read(file).matchAll(/from '((?:\$lib|\.)[^']*)'/g)) {
        const path = from?.startsWith('$lib') ? from.replace('$lib', 'lib') : join(folder, from ?? '');
        const next = [path, `${path}.ts`].find((it) => files.includes(it));
        if (next) follow(next);
      }
    };
    follow('quick/QuickBar.svelte');
    const ids = new Set(idsOf(onlyGroups(source, QUICK_GROUPS)));
    const called = [...seen].flatMap((file) => callsIn(read(file)));
    expect(called).toContain('quick-hint');
    expect(called.filter((id) => !ids.has(id))).toEqual([]);
  });
});

describe('t', () => {
  it('writes numbers as the locale does', () => {
    setLocale('en-GB', 'ltr');
    expect(t('people-count', { count: 10_248 })).toBe('10,248 people');
    expect(t('people-count', { count: 1 })).toBe('1 person');
  });

  it('isolates a name of the other direction, and leaves others as they are', () => {
    setLocale('en-GB', 'ltr');
    expect(t('log-for', { name: 'Amara' })).toBe('Log a moment with Amara');
    expect(t('log-for', { name: 'نور' })).toBe('Log a moment with \u2068نور\u2069');
  });
});
