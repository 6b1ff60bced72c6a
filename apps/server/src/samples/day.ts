/**
 * The instant at which a day begins in a time zone. Where clocks are put forward at midnight, the first instant that
 * the day has.
 *
 * @param day such as `2026-10-04`
 */
export function startOfDay(day: string, timeZone: string): Date {
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  const isBefore = (instant: number): boolean => format.format(instant) < day;
  // Zones lie between 14 hours before and 12 behind UTC; the day's beginning is found by halving, to the second.
  let low = Date.parse(`${day}T00:00:00Z`) - 15 * 3_600_000;
  let high = low + 30 * 3_600_000;
  while (high - low > 1_000) {
    const middle = low + Math.floor((high - low) / 2_000) * 1_000;
    if (isBefore(middle)) low = middle;
    else high = middle;
  }
  return new Date(high);
}
