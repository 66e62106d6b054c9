import { FluentBundle, FluentResource, type FluentVariable } from '@fluent/bundle';
import source from '$texts/en/ui.ftl?raw';

const resource = new FluentResource(source);
let locale = 'en';
let rightToLeft = false;
let bundle = bundleFor(locale);

// Isolation is done below, and only where it matters: marks around every name would be part of accessible names.
function bundleFor(tag: string): FluentBundle {
  const made = new FluentBundle([tag, 'en'], { useIsolating: false });
  made.addResource(resource);
  return made;
}

/** How numbers, dates and lists are written; `tag` is checked by the backend, since a wrong one makes Intl throw. */
export function setLocale(tag: string, direction: string): void {
  locale = tag;
  rightToLeft = direction === 'rtl';
  bundle = bundleFor(tag);
}

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/** Marks that turn what follows them, or end an isolation; a sentence is shown without them. */
const TURNING = /[\u202a-\u202e\u2066-\u2069]/g;

/** Keeps a name in the other direction from turning the sentence around it. */
function isolated(text: string): string {
  const kept = text.replace(TURNING, '');
  return rightToLeft || RIGHT_TO_LEFT.test(kept) ? `\u2068${kept}\u2069` : kept;
}

/** The text of a message. `id` is written out at each call: a test holds the calls against the file. */
export function t(id: string, args?: Record<string, string | number>): string {
  const message = bundle.getMessage(id);
  if (!message?.value) return id;
  const variables: Record<string, FluentVariable> = {};
  for (const [name, value] of Object.entries(args ?? {})) {
    variables[name] = typeof value === 'string' ? isolated(value) : value;
  }
  return bundle.formatPattern(message.value, variables);
}

/** A civil date (`2026-11-23`) in words. It has no zone, so it is read and written in UTC. */
export function civil(date: string, style: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(locale, { ...style, timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));
}

/** Minutes after midnight as a time of day. */
export function clock(minutes: number): string {
  const style = { hour: 'numeric', minute: '2-digit', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(locale, style).format(new Date(minutes * 60_000));
}

/** Names as a list: "Ada, Bo and Cy". */
export function list(names: string[]): string {
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(names.map(isolated));
}
