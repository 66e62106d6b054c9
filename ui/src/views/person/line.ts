/** Goes to the line of something that was looked for. What is over may be on no line: the page stays at its top then. */
export function goToLine(line: string | null): void {
  const lines = [...document.querySelectorAll<HTMLElement>('[data-line]')];
  const found = line === null ? undefined : lines.find((it) => it.dataset['line'] === line);
  if (!found) return;
  found.scrollIntoView?.({ block: 'center' });
  found.focus({ preventScroll: true });
}
