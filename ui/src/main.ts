import { mount } from 'svelte';
import { answerWith } from '$lib/backend';
import { followBackend, onChanged } from '$lib/state/changes';
import { welcome } from '$lib/state/welcome.svelte';
import App from './App.svelte';
import './styles/main.css';

if (import.meta.env.DEV && new URLSearchParams(location.search).has('fake')) {
  const { fakeBackend } = await import('$lib/backend.fake');
  answerWith(fakeBackend(location.search));
}

followBackend();
onChanged(() => void welcome.fetch());
await welcome.fetch();
mount(App, { target: document.body });
