import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

/** The groups of ui.ftl (its `##` lines) that the quick bar draws on; a test holds its calls against them. */
export const QUICK_GROUPS = ['Everywhere', 'Keys as they stand on a keyboard', 'Logging', 'The quick bar'];

/** A Fluent file cut down to some of its groups. */
export function onlyGroups(source: string, groups: string[]): string {
  return source
    .split(/^(?=##)/m)
    .filter((part) => groups.includes(/^#+ (.*)/.exec(part)?.[1] ?? ''))
    .map((part) => part.replace(/^#.*\n/gm, ''))
    .join('');
}

/** Leaves out of the quick bar's build the texts of the main window. */
export function quickTexts(): Plugin {
  return {
    name: 'quick-texts',
    enforce: 'pre',
    load(id) {
      const [file, query] = id.split('?');
      if (!file?.endsWith('ui.ftl') || query !== 'raw') return null;
      return `export default ${JSON.stringify(onlyGroups(readFileSync(file, 'utf8'), QUICK_GROUPS))}`;
    },
  };
}
