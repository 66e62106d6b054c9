/** Keys by the place where they lie, as Nod writes them; letters, digits and F1 to F24 besides. */
const NAMED: Record<string, string> = {
  Space: 'Space',
  Enter: 'Enter',
  Insert: 'Insert',
  Home: 'Home',
  End: 'End',
  PageUp: 'PageUp',
  PageDown: 'PageDown',
  Pause: 'Pause',
  ScrollLock: 'ScrollLock',
  ContextMenu: 'Menu',
  Comma: 'Comma',
  Period: 'Period',
  Slash: 'Slash',
  Semicolon: 'Semicolon',
  Minus: 'Minus',
  Equal: 'Equal',
};

/**
 * The keys that were pressed together, `Ctrl+Alt+N`; null while only Ctrl and its like are held, and for keys Nod does not
 * know. A letter is the one the layout has there; a layout without Latin letters has it where it usually lies.
 */
export function pressed(event: KeyboardEvent): string | null {
  const key = name(event);
  if (!key) return null;
  const held = [event.ctrlKey && 'Ctrl', event.altKey && 'Alt', event.shiftKey && 'Shift', event.metaKey && 'Super'];
  return [...held.filter(Boolean), key].join('+');
}

function name({ key, code }: KeyboardEvent): string | null {
  if (/^[a-z]$/i.test(key)) return key.toUpperCase();
  const place = /^(?:Key([A-Z])|Digit(\d)|(F(?:[1-9]|1\d|2[0-4])))$/.exec(code);
  return place?.[1] ?? place?.[2] ?? place?.[3] ?? NAMED[code] ?? null;
}
