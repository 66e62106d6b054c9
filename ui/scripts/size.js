// Measures the scripts each window loads first, gzipped, and fails when one is over its budget.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const KB = 1024;
const budgets = { 'quick.html': 30 * KB, 'index.html': 90 * KB };

/** The scripts a page loads before anything is asked of it: its own and, step by step, their static imports. */
function firstLoad(page) {
  const found = new Set();
  const follow = (file) => {
    if (found.has(file)) return;
    found.add(file);
    const text = readFileSync(file, 'utf8');
    for (const [, from] of text.matchAll(/(?:from|import)\s*["'](\.\/[^"']+\.js)["']/g)) {
      follow(new URL(from, new URL(file, 'file:///')).pathname.slice(1));
    }
  };
  const html = readFileSync(`dist/${page}`, 'utf8');
  for (const [, src] of html.matchAll(/(?:src|href)="\.\/([^"]+\.js)"/g)) follow(`dist/${src}`);
  return [...found];
}

for (const [page, budget] of Object.entries(budgets)) {
  const files = firstLoad(page);
  const size = files.reduce((sum, file) => sum + gzipSync(readFileSync(file), { level: 9 }).length, 0);
  const ok = files.length > 0 && size <= budget;
  console.log(
    `${page}: ${(size / KB).toFixed(1)} KB of ${budget / KB} KB in ${files.length} files${ok ? '' : ' (over)'}`,
  );
  if (!ok) process.exitCode = 1;
}
