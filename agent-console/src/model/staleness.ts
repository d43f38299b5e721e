import type { SystemCard } from '../../../server/contract/floor.ts';

export interface Contact {
  /** The socket is open. */
  readonly connected: boolean;
  /** When anything was last heard from the server, monotonic ms; null before the first time. */
  readonly heardAt: number | null;
}

export type StaleReason = 'link' | 'exchange' | 'behind' | 'database';
export interface Staleness {
  readonly reasons: readonly StaleReason[];
  /** How old what is shown is, at most. Zero when nothing is stale. */
  readonly ageMs: number;
  /** Of several exchanges those that the reason is about, by their names; none where there is only one. */
  readonly away: readonly string[];
  readonly behind: readonly string[];
}

/**
 * Silence for longer than this, on an open socket, is a dead link: the server sends a heartbeat more often.
 * @internal exported for its tests
 */
export const silenceMs = 40_000;

/**
 * Whether what is shown can be trusted.
 * @param monotonic the moment by the counter `heardAt` is measured with.
 * @param serverNow the same moment by the server's clock.
 */
export function stalenessOf(
  contact: Contact,
  system: SystemCard | null,
  monotonic: number,
  serverNow: number,
): Staleness {
  const silence = contact.heardAt === null ? 0 : monotonic - contact.heardAt;
  const reasons: StaleReason[] = [];
  const ages: number[] = [];
  if (!contact.connected || silence > silenceMs) {
    reasons.push('link');
    ages.push(silence);
  }
  const exchanges = system?.exchanges ?? [];
  const away = exchanges.filter(({ connected }) => !connected);
  if (away.length > 0) {
    reasons.push('exchange');
    ages.push(...away.map(({ since }) => serverNow - since));
  }
  const behind = exchanges.filter(({ connected, behindMs }) => connected && behindMs > 0);
  if (behind.length > 0) {
    reasons.push('behind');
    ages.push(...behind.map(({ behindMs }) => behindMs));
  }
  if (system !== null && !system.database.available) {
    reasons.push('database');
    ages.push(serverNow - system.database.since);
  }
  const named = (some: typeof exchanges) => (exchanges.length > 1 ? some.map(({ name }) => name) : []);
  return { reasons, ageMs: Math.max(0, ...ages), away: named(away), behind: named(behind) };
}
