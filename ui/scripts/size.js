// Measures the scripts each window loads first, gzipped, and fails when one is over its budget.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const KB = 1024;
const budgets = { 'quick.html': 30 * KB, 'index.html': 90 * KB };

/** The scripts a page runs first: those in it, its files and, step by step, their static imports. */
function firstLoad(page) {
  const scripts = new Map();
  const follow = (file) => {
    if (scripts.has(file)) return;
    const text = readFileSync(file, 'utf8');
    scripts.set(file, text);
    for (const [, from] of text.matchAll(/(?:from|import)\s*["'](\.\/[^"']+\.js)["']/g)) {
      follow(new URL(from, new URL(file, 'file:///')).pathname.slice(1));
    }
  };
  const html = readFileSync(`dist/${page}`, 'utf8');
  for (const [, text] of html.matchAll(/<script[^>]*>([^]+?)<\/script>/g)) scripts.set(text, text);
  for (const [, src] of html.matchAll(/(?:src|href)="\.\/([^"]+\.js)"/g)) follow(`dist/${src}`);
  return [...scripts.values()];
}

for (const [page, budget] of Object.entries(budgets)) {
  const scripts = firstLoad(page);
  const size = scripts.reduce((sum, script) => sum + gzipSync(script, { level: 9 }).length, 0);
  const ok = scripts.length > 0 && size <= budget;
  console.log(
    `${page}: ${(size / KB).toFixed(1)} KB of ${budget / KB} KB in ${scripts.length} scripts${ok ? '' : ' (over)'}`,
  );
  if (!ok) process.exitCode = 1;
}
