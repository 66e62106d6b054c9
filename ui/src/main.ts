import { onChanged } from '$lib/state/changes';
import { welcome } from '$lib/state/welcome.svelte';
import App from './App.svelte';
import { open } from './open';
import './styles/main.css';

// Undo, counts and pause are part of it: any change may be one of it.
onChanged(() => void welcome.refresh());
await open(App, 'today');
