import { onChanged } from '$lib/state/changes';
import { welcome } from '$lib/state/welcome.svelte';
import { open } from './open';
import QuickBar from './quick/QuickBar.svelte';
import './styles/quickbar.css';

const mine = (topic: string): boolean => topic === 'settings' || topic === 'gestures';
onChanged((topics) => (topics.some(mine) || !welcome.known) && void welcome.refresh());
// Without a compositor nothing can be seen through, and a shadow would be a black frame.
document.documentElement.toggleAttribute('data-solid', new URLSearchParams(location.search).has('solid'));
await open(QuickBar, 'quick');
