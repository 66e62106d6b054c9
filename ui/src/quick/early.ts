import { backend } from '$lib/backend';

let early: Promise<string> | null = null;

const ask = (): Promise<string> =>
  backend()
    .quickDraft()
    .catch(() => '');

/** Asks for what was being typed while there is no bar yet, so that its first frame waits for nothing else. */
export function askForDraft(): void {
  early = ask();
}

/** What was being typed when the window went away; empty when nothing was, or it cannot be had. */
export function draft(): Promise<string> {
  const asked = early ?? ask();
  early = null;
  return asked;
}
