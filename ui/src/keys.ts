import { logging } from '$lib/state/logging.svelte';
import { overlay } from '$lib/state/overlay.svelte';
import { router, type Place } from '$lib/state/router.svelte';
import { seal } from '$lib/state/seal.svelte';
import { redo, undo } from '$lib/state/toast.svelte';

const views: Record<string, Place> = {
  '1': { view: 'today' },
  '2': { view: 'people' },
  '3': { view: 'moments' },
  ',': { view: 'settings' },
};

const inText = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.closest('input:not([type=checkbox], [type=radio]), textarea, select') !== null;

const search = (): HTMLInputElement | null => document.querySelector('[data-search]');

/** Ctrl alone (or with Shift, for Redo). */
function controlKey(event: KeyboardEvent): boolean {
  const key = event.key.toLowerCase();
  const place = views[key];
  if (key === 'l' && event.shiftKey) void seal.lock();
  else if (key === 'l') logging.begin();
  else if (key === 'k') overlay.palette = true;
  else if (place && !inText(event.target)) router.go(place);
  else if (key === 'f' && search()) search()?.select();
  else if (key === 'z' && !inText(event.target)) void (event.shiftKey ? redo() : undo());
  else return false;
  return true;
}

/** The keys of the main window; what has the focus was asked first. */
export function windowKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || document.querySelector('dialog[open]')) return;
  let taken = false;
  if (event.ctrlKey && !event.altKey) taken = controlKey(event);
  else if (event.altKey && event.key === 'ArrowLeft') {
    taken = router.canGoBack;
    router.back();
  }
  if (taken) event.preventDefault();
}
