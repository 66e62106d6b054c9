import type { IconName } from '$lib/parts/icons';
import { logging } from '$lib/state/logging.svelte';
import { router, type Place } from '$lib/state/router.svelte';
import { seal } from '$lib/state/seal.svelte';
import { redo, undo } from '$lib/state/toast.svelte';
import { t } from '$lib/texts';

/** Something the palette does beside finding. */
export type Act = { id: string; label: string; icon: IconName; keys?: string; run: () => void };

const goes =
  (place: Place): (() => void) =>
  () =>
    router.go(place);

/** Everything the palette offers by name: what one does first, then where one goes. */
const acts = (): Act[] => [
  { id: 'log', label: t('log-title'), icon: 'acknowledged', keys: 'L', run: () => logging.begin() },
  { id: 'add', label: t('add-someone'), icon: 'add-person', run: goes({ view: 'edit', id: null }) },
  { id: 'brief', label: t('brief-open'), icon: 'calendar', run: goes({ view: 'brief', people: [] }) },
  { id: 'import', label: t('import-open'), icon: 'drive', run: goes({ view: 'import' }) },
  { id: 'triage', label: t('triage-title'), icon: 'people', run: goes({ view: 'triage', op: null }) },
  { id: 'undo', label: t('undo'), icon: 'back', keys: 'Z', run: () => void undo() },
  { id: 'redo', label: t('redo'), icon: 'rhythm', run: () => void redo() },
  { id: 'today', label: t('view-today'), icon: 'today', keys: '1', run: goes({ view: 'today' }) },
  { id: 'people', label: t('view-people'), icon: 'people', keys: '2', run: goes({ view: 'people' }) },
  { id: 'moments', label: t('view-moments'), icon: 'moments', keys: '3', run: goes({ view: 'moments' }) },
  { id: 'archived', label: t('archived-title'), icon: 'people', run: goes({ view: 'archived' }) },
  { id: 'duplicates', label: t('duplicates-title'), icon: 'swap', run: goes({ view: 'duplicates', pair: null }) },
  { id: 'bin', label: t('bin-title'), icon: 'trash', run: goes({ view: 'bin' }) },
  { id: 'privacy', label: t('privacy-title'), icon: 'info', run: goes({ view: 'privacy' }) },
  ...(seal.encrypted
    ? [{ id: 'lock', label: t('seal-lock'), icon: 'lock', keys: 'Shift L', run: () => void seal.lock() } as const]
    : []),
  { id: 'settings', label: t('view-settings'), icon: 'settings', keys: ',', run: goes({ view: 'settings' }) },
];

const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** The acts whose every typed word begins a word of their name; all of them when nothing is typed. */
export function actsFor(typed: string): Act[] {
  const words = folded(typed).split(/\s+/).filter(Boolean);
  return acts().filter((act) => {
    const names = folded(act.label).split(/\s+/);
    return words.every((word) => names.some((name) => name.startsWith(word)));
  });
}
