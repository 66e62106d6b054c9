import { mount } from 'svelte';
import { answerWith } from '$lib/backend';
import { followBackend, onChanged } from '$lib/state/changes';
import { welcome } from '$lib/state/welcome.svelte';
import QuickBar from './quick/QuickBar.svelte';
import './styles/quickbar.css';

if (import.meta.env.DEV && new URLSearchParams(location.search).has('fake')) {
  const { fakeBackend } = await import('$lib/backend.fake');
  answerWith(fakeBackend(location.search));
}

followBackend();
onChanged((topics) => topics.some((topic) => topic === 'settings' || topic === 'gestures') && void welcome.fetch());
await welcome.fetch();
document.documentElement.dataset['view'] = 'quick';
mount(QuickBar, { target: document.body });
