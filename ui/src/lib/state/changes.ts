import type { Topic } from '../api/Topic';
import { backend } from '../backend';

export const ALL_TOPICS: readonly Topic[] = [
  'people',
  'moments',
  'circles',
  'gestures',
  'reminders',
  'settings',
  'seal',
];

const hearers = new Set<(topics: readonly Topic[]) => void>();

/** Calls back when something changed: told by the backend, or by a write of this window. */
export function onChanged(hear: (topics: readonly Topic[]) => void): () => void {
  hearers.add(hear);
  return () => hearers.delete(hear);
}

export function tellChanged(topics: readonly Topic[]): void {
  for (const hear of hearers) hear(topics);
}

/** Passes the backend's `changed` on, for as long as the window lives. */
export function followBackend(): () => void {
  return backend().on('changed', tellChanged);
}
