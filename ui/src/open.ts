import { mount, type Component } from 'svelte';
import { answerWith, asFailure, backend } from '$lib/backend';
import Broken from '$lib/parts/Broken.svelte';
import { followBackend } from '$lib/state/changes';
import { welcome } from '$lib/state/welcome.svelte';

/**
 * The font most is written in. Drawn without it, a page looks for each other family it names, which takes four times as
 * long as everything else of its first layout, and is laid out once more when the font is there.
 */
const font = (): Promise<unknown> =>
  (document.fonts?.load('1rem "Inter Variable"') ?? Promise.resolve()).catch(() => undefined);

/** Fetches what a window needs first and shows it; when that does not come, says so. */
export async function open(content: Component<Record<string, never>>, view: string): Promise<void> {
  if (import.meta.env.DEV && new URLSearchParams(location.search).has('fake')) {
    const { fakeBackend } = await import('$lib/backend.fake');
    answerWith(fakeBackend(location.search));
  }
  document.documentElement.dataset['view'] = view;
  followBackend();
  const drawn = font();
  const told = window.nodWelcome !== undefined;
  try {
    await welcome.fetch();
    await drawn;
  } catch (thrown) {
    const failure = asFailure(thrown);
    // That Nod is locked, the content says itself.
    if (failure.code !== 'locked') {
      mount(Broken, { target: document.body, props: { failure } });
      document.documentElement.dataset['ready'] = 'broken';
      return backend().windowReady('broken');
    }
  }
  mount(content, { target: document.body });
  // It was read before anything was heard of changes.
  if (told) requestAnimationFrame(() => setTimeout(() => void welcome.refresh()));
}
