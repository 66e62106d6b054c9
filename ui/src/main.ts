import { serve } from '$lib/backend';
import { dataCommands } from '$lib/backend.data';
import { notebookCommands } from '$lib/backend.notebook';
import { sealCommands } from '$lib/backend.seal';
import '$lib/parts/icons.main';
import { onChanged } from '$lib/state/changes';
import { seal } from '$lib/state/seal.svelte';
import { welcome } from '$lib/state/welcome.svelte';
import App from './App.svelte';
import { open } from './open';
import './styles/main.css';

serve(notebookCommands, dataCommands, sealCommands);
// Undo, counts and pause are part of it: any change may be one of it.
onChanged((topics) => {
  if (topics.includes('seal')) void seal.refresh();
  if (!seal.locked) void welcome.refresh();
});
await open(App, 'today');
