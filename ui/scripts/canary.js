// svelte-check can go silently green (a wrong glob, a swallowed crash). A deliberately wrong file must make it red.
import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';

const files = {
  'src/canary.ts': "export const canary: number = 'not a number';\n",
  'src/Canary.svelte': '<script lang="ts">\n  let canary: number = \'not a number\';\n</script>\n\n{canary}\n',
};
try {
  for (const [file, text] of Object.entries(files)) writeFileSync(file, text);
  const run = spawnSync('npx', ['svelte-check', '--output', 'machine'], { encoding: 'utf8' });
  const silent = Object.keys(files).filter((file) => !run.stdout.includes(`ERROR "${file}"`));
  if (run.status === 0 || silent.length > 0) {
    console.error(`svelte-check is silent about ${silent.join(' and ')}:\n${run.stdout}${run.stderr}`);
    process.exitCode = 1;
  } else {
    console.log('canary: svelte-check sees what is wrong');
  }
} finally {
  for (const file of Object.keys(files)) rmSync(file, { force: true });
}
