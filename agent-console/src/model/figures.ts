const dayMs = 86_400_000;
/** The day of a moment on the wall of a zone, `2026-12-31`. */
export const dayOf = (moment: number, timeZone: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(moment);

/** The last week, today included. */
export const lastWeek = (now: number, timeZone: string) => ({
  from: dayOf(now - 6 * dayMs, timeZone),
  to: dayOf(now, timeZone),
});

/** As many days, that end where these begin. */
export function daysBefore({ from, to }: { readonly from: string; readonly to: string }) {
  const length = Date.parse(to) - Date.parse(from) + dayMs;
  const back = (day: string) => new Date(Date.parse(day) - length).toISOString().slice(0, 10);
  return { from: back(from), to: back(to) };
}

/** The days of an interval within a period: what a link to its tickets asks for. */
export function daysOf(
  at: number,
  nextAt: number | null,
  { to, zone }: { readonly to: string; readonly zone: string },
): { readonly from: string; readonly until: string } {
  const last = nextAt === null ? to : dayOf(nextAt - 1, zone);
  return { from: dayOf(at, zone), until: last > to ? to : last };
}
