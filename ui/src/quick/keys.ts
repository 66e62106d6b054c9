import type { Logged } from '$lib/api/Logged';
import { welcome } from '$lib/state/welcome.svelte';
import type { QuickSession } from './session.svelte';

export type QuickDeeds = {
  /** Logged; `stay` when more is to come. */
  saved: (logged: Logged, stay: boolean) => void;
  close: () => void;
};

const after = (logging: Promise<Logged | null>, then: (logged: Logged) => void): void =>
  void logging.then((logged) => logged && then(logged));

/** The keys of a quick-log field; true when the key was one. Keys of a half-composed word are the input method's. */
export function quickKey(event: KeyboardEvent, session: QuickSession, deeds: QuickDeeds): boolean {
  if (event.isComposing) return false;
  const { key } = event;
  // By its place, where digits are typed with Shift (AZERTY); by itself on a number pad.
  const digit = Number(/^Digit(\d)$/.exec(event.code)?.[1] ?? key);
  if (key === 'Escape') deeds.close();
  else if (key === 'Enter') enter(event, session, deeds);
  else if (event.ctrlKey && !event.altKey && digit >= 1 && digit <= 5) {
    after(session.pick(digit - 1), (logged) => deeds.saved(logged, false));
  } else if (event.altKey && !event.ctrlKey && digit >= 1 && digit <= 7) {
    const gesture = welcome.gestures.filter((it) => !it.hidden)[digit - 1];
    if (gesture) session.gesture(gesture.id);
  } else if ((key === 'ArrowDown' || key === 'ArrowUp') && session.lines.length > 0) {
    const { length } = session.lines;
    const step = key === 'ArrowDown' ? 1 : -1;
    const from = session.active < 0 && step < 0 ? 0 : session.active;
    session.moved = (from + step + length) % length;
  } else if (key === 'Backspace' && atEnd(event.target)) {
    if (!session.uncorrect()) return false;
  } else return false;
  event.preventDefault();
  return true;
}

function enter(event: KeyboardEvent, session: QuickSession, deeds: QuickDeeds): void {
  // On a chip or a line Enter presses that.
  const stay = event.ctrlKey;
  if (session.picks && !stay) after(session.pick(session.active), (logged) => deeds.saved(logged, false));
  else after(session.save(), (logged) => deeds.saved(logged, stay));
}

function atEnd(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLInputElement)) return false;
  return target.selectionStart === target.value.length && target.selectionEnd === target.value.length;
}
