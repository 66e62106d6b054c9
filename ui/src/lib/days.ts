/** The civil date it is here, plus some days: `2026-11-23`. */
export function dayFromNow(days = 0): string {
  const day = new Date();
  day.setDate(day.getDate() + days);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

/** The instant a moment of that civil date is logged at: noon here, when nobody said a time; null is now. */
export function instantOn(day: string): string | null {
  return day === dayFromNow() ? null : new Date(`${day}T12:00:00`).toISOString();
}
