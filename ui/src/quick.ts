import { onChanged } from '$lib/state/changes';
import { welcome } from '$lib/state/welcome.svelte';
import { open } from './open';
import QuickBar from './quick/QuickBar.svelte';
import './styles/quickbar.css';

onChanged((topics) => topics.some((topic) => topic === 'settings' || topic === 'gestures') && void welcome.refresh());
await open(QuickBar, 'quick');
