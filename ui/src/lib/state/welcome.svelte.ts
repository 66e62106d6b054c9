import type { Circle } from '../api/Circle';
import type { Gesture } from '../api/Gesture';
import type { GestureId } from '../api/GestureId';
import type { Welcome } from '../api/Welcome';
import { backend } from '../backend';
import { setLocale } from '../texts';

let known = $state.raw<Welcome | null>(null);

/** What the window needs throughout: settings, circles, gestures. Fetched before anything is shown. */
export const welcome = {
  get known(): Welcome | null {
    return known;
  },
  get gestures(): Gesture[] {
    return known?.gestures ?? [];
  },
  get circles(): Circle[] {
    return known?.circles ?? [];
  },
  /** What a gesture is called, the user's own word first. */
  gestureName(id: GestureId): string {
    return known?.gestures.find((gesture) => gesture.id === id)?.name ?? id;
  },
  async fetch(): Promise<void> {
    take(await backend().welcome());
  },
  /** Fetches again; when that does not come, what is known stays. */
  refresh: (): Promise<void> => welcome.fetch().catch(() => undefined),
};

function take(fresh: Welcome): void {
  const root = document.documentElement;
  if (fresh.locale !== known?.locale) setLocale(fresh.locale, fresh.direction);
  root.lang = 'en';
  root.dir = fresh.direction;
  if (fresh.settings.theme === 'system') delete root.dataset['theme'];
  else root.dataset['theme'] = fresh.settings.theme;
  known = fresh;
}
