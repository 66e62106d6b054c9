import { cleanup, configure } from '@testing-library/svelte';
import { afterEach, beforeEach } from 'vitest';
import { answerWith } from '$lib/backend';
import { fakeBackend, type Fake } from '$lib/backend.fake';
import '$lib/parts/icons.main';
import { seal } from '$lib/state/seal.svelte';
import { toast } from '$lib/state/toast.svelte';
import { welcome } from '$lib/state/welcome.svelte';

// As for a test as a whole: machines are shared.
configure({ asyncUtilTimeout: 10_000 });

// What jsdom lacks and the components lean on.
globalThis.ResizeObserver ??= class {
  observe = (): void => undefined;
  unobserve = (): void => undefined;
  disconnect = (): void => undefined;
};
Element.prototype.scrollTo ??= () => undefined;
HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) {
  this.open = true;
};
HTMLDialogElement.prototype.close ??= function (this: HTMLDialogElement) {
  this.open = false;
};
// jsdom hides a popover but cannot show one.
HTMLElement.prototype.showPopover ??= function (this: HTMLElement) {
  this.removeAttribute('popover');
};

let fake: Fake;

/** The backend of the running test; `search` picks its state. */
export async function answers(search = 'people=60&moments=12'): Promise<Fake> {
  fake = fakeBackend(search);
  answerWith(fake);
  await welcome.fetch();
  await seal.fetch();
  return fake;
}

beforeEach(() => answers());
afterEach(() => {
  cleanup();
  toast.hide();
});
