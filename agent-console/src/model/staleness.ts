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
  if (system !== null && !system.exchange.connected) {
    reasons.push('exchange');
    ages.push(serverNow - system.exchange.since);
  }
  if (system?.exchange.connected && system.exchange.behindMs > 0) {
    reasons.push('behind');
    ages.push(system.exchange.behindMs);
  }
  if (system !== null && !system.database.available) {
    reasons.push('database');
    ages.push(serverNow - system.database.since);
  }
  return { reasons, ageMs: Math.max(0, ...ages) };
}
