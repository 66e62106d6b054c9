import { mount, type Component } from 'svelte';
import { answerWith, asFailure, backend } from '$lib/backend';
import Broken from '$lib/parts/Broken.svelte';
import { followBackend } from '$lib/state/changes';
import { welcome } from '$lib/state/welcome.svelte';

/** Fetches what a window needs first and shows it; when that does not come, says so. */
export async function open(content: Component<Record<string, never>>, view: string): Promise<void> {
  if (import.meta.env.DEV && new URLSearchParams(location.search).has('fake')) {
    const { fakeBackend } = await import('$lib/backend.fake');
    answerWith(fakeBackend(location.search));
  }
  document.documentElement.dataset['view'] = view;
  followBackend();
  try {
    await welcome.fetch();
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
}
