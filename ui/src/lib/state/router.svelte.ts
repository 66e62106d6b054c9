import { tick } from 'svelte';
import type { CircleId } from '../api/CircleId';
import type { OpId } from '../api/OpId';
import type { PersonId } from '../api/PersonId';
import type { Route } from '../api/Route';
import { backend } from '../backend';

/** Where the main window can be: the backend's routes and what only the window knows. `line` is the id of a line of the
 * page that has the focus then. */
export type Place =
  | Exclude<Route, { view: 'people' }>
  | { view: 'people'; circle?: CircleId | null }
  | { view: 'person'; id: PersonId; log?: boolean; line?: string }
  | { view: 'edit'; id: PersonId | null }
  | { view: 'archived' }
  | { view: 'bin' }
  | { view: 'privacy' }
  | { view: 'triage'; op: OpId | null }
  | { view: 'duplicates'; pair: [keep: PersonId, gone: PersonId] | null }
  | { view: 'brief'; people: PersonId[] };

type Visit = { place: Place; scroll: number; key: number };

const KEPT = 50;
let visits = $state.raw<Visit[]>([{ place: { view: 'today' }, scroll: 0, key: 0 }]);
let keys = 0;
/** Scroll to come back to, once the view has its rows. */
let scrollTo = 0;
let takeFocus = false;
let told = false;

const scroller = (): HTMLElement | null => document.querySelector('[data-scroll]');

function last(): Visit {
  const visit = visits[visits.length - 1];
  if (!visit) throw new Error('there is always a visit');
  return visit;
}

function leave(): void {
  last().scroll = scroller()?.scrollTop ?? 0;
  const { dataset } = document.documentElement;
  // The page of a locked Nod stays, wherever one is to go once it is open.
  if (dataset['ready'] !== 'locked') delete dataset['ready'];
}

export const router = {
  get place(): Place {
    return last().place;
  },
  /** Changes with every visit, so that a view starts afresh. */
  get key(): number {
    return last().key;
  },
  get canGoBack(): boolean {
    return visits.length > 1;
  },
  go(place: Place): void {
    leave();
    scrollTo = 0;
    takeFocus = true;
    visits = [...visits.slice(1 - KEPT), { place, scroll: 0, key: ++keys }];
  },
  /** Goes on without a way back to where one was: after a form is saved. */
  replace(place: Place): void {
    this.go(place);
    visits = visits.filter((_, i) => i !== visits.length - 2);
  },
  back(): void {
    if (visits.length < 2) return;
    leave();
    visits = visits.slice(0, -1);
    scrollTo = last().scroll;
    takeFocus = true;
  },
  /** What is shown goes for a while, and comes back as it was. */
  pause(): void {
    leave();
    scrollTo = last().scroll;
    takeFocus = true;
  },
  /** A view calls this once its first data is on screen. */
  async arrived(view: Place['view']): Promise<void> {
    await tick();
    if (router.place.view !== view) return;
    if (scrollTo > 0) scroller()?.scrollTo({ top: scrollTo });
    if (takeFocus) document.querySelector<HTMLElement>('[data-heading]')?.focus({ preventScroll: true });
    takeFocus = false;
    const { dataset } = document.documentElement;
    dataset['view'] = view;
    dataset['ready'] = view;
    if (!told) requestAnimationFrame(() => void backend().windowReady(view));
    told = true;
  },
};
