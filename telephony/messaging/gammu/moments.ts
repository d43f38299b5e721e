const hourMs = 3600_000;
/** A message that comes at once lies this long in the tables at most before its row is stamped. */
const promptMs = 90_000;
/** No zone is further from another. */
const mostHours = 26;

/**
 * How many hours the daemon's wall clock is behind the database's, as the next message shows. A daemon in a container
 * without `TZ` stamps UTC: then every message seems to have come seven hours ago. A delay by itself is hardly ever whole
 * hours to the minute and a half, and where it is, the message counts from when it reached the office. Pure.
 * @param known the hours so far, 0 at first
 * @param lagMs from when the message says it was received to when its row was written, both by wall clock
 */
export function zoneHours(known: number, lagMs: number): number {
  const hours = Math.round(lagMs / hourMs) + 0;
  if (Math.abs(hours) <= mostHours && Math.abs(lagMs - hours * hourMs) <= promptMs) return hours;
  // Sooner than that clock allows: it has been put right. Later: the message took its time besides.
  return lagMs < known * hourMs - promptMs ? 0 : known;
}

/** A modem whose clock was never set stamps anything. */
const oldestMs = 30 * 24 * hourMs;

/** When a message was received, epoch ms, as far as its stamp can be believed; else `now`. Pure. */
export function momentOf(stampedAt: number, hours: number, now: number): number {
  const at = stampedAt + hours * hourMs;
  return at > now - oldestMs && at <= now ? at : now;
}
