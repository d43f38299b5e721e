import type { ExchangeLog } from './link.ts';

/**
 * Whether callers come to their ticket numbers. The dialplan goes on without one whatever the reason, so a token that
 * was changed on one side, or an address that leads nowhere, would be noticed by nobody but the callers.
 */
export interface Numbering {
  /** The dialplan has been given the number of this call. */
  numbered(callId: string): void;
  /** Somebody asked with a wrong token. */
  refused(): void;
  /** The caller has come to the queue, with a number or without. */
  queued(callId: string): void;
  ended(callId: string): void;
  /** Callers who were queued without a number since the start. */
  readonly without: number;
  /** In English, for whoever operates the system. */
  warnings(): readonly string[];
}

/** So many in a row are no accident, such as a caller who came while we started. */
const inARow = 3;
/** How long a wrong token is told after it was last shown. */
const rememberMs = 600_000;
/** A line in the log for each caller of a storm would hide the others. */
const logEveryMs = 60_000;

export function createNumbering({ now, log }: { readonly now: () => number; readonly log: ExchangeLog }): Numbering {
  const numbered = new Set<string>();
  let without = 0;
  let row = 0;
  let refusals = 0;
  let refusedAt = Number.NEGATIVE_INFINITY;
  let loggedAt = Number.NEGATIVE_INFINITY;

  const say = (message: string) => {
    if (now() - loggedAt < logEveryMs) return;
    loggedAt = now();
    log.warn({ refusals, withoutNumber: without }, message);
  };

  return {
    numbered: (callId) => {
      numbered.add(callId);
      row = 0;
    },
    refused: () => {
      refusals += 1;
      refusedAt = now();
      say('a ticket number was asked for with a wrong token: is SIGAP_TOKEN of the exchange ours?');
    },
    queued: (callId) => {
      if (numbered.has(callId)) return;
      without += 1;
      row += 1;
      if (row >= inARow)
        say('callers are queued without a ticket number: can the exchange reach us, and does it know our token?');
    },
    ended: (callId) => void numbered.delete(callId),
    get without() {
      return without;
    },
    warnings: () => [
      ...(now() - refusedAt < rememberMs
        ? [`ticket numbers were asked for with a wrong token (${refusals}): compare SIGAP_TOKEN of the exchange`]
        : []),
      ...(row >= inARow ? [`the last ${row} callers were queued without a ticket number`] : []),
    ],
  };
}
