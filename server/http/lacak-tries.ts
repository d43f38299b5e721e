import { setTimeout as sleep } from 'node:timers/promises';
import type { Request } from 'express';
import { ipKeyGenerator } from 'express-rate-limit';
import type { Lacak } from '../app/lacak/lacak.ts';
import type { SharedAllowance } from '../app/shared/shared-allowance.ts';
import type { LacakView } from '../contract/lacak.ts';

const anHour = 1 / 3_600;
/**
 * Four digits are ten thousand: from one place 6 tries at a ticket at once and 4 an hour take months. Whoever uses up theirs
 * keeps nobody else out; all places together have more, which only many of them use up. A household, or a village's one
 * line, asks more of several tickets than of one.
 */
export const lacakAllowances = {
  source: { most: 20, perSecond: 60 * anHour },
  ticketFromSource: { most: 6, perSecond: 4 * anHour },
  ticket: { most: 40, perSecond: 8 * anHour },
  /** Letters with a code that a ticket's address gets. */
  code: { most: 3, perSecond: 6 * anHour },
  /** Of a million, at one that was sent. */
  guess: { most: 10, perSecond: anHour },
  /** Words and files that one ticket is given. */
  added: { most: 10, perSecond: 10 * anHour },
  /** Papers of one ticket that are opened, each of which is kept in the audit. */
  opened: { most: 20, perSecond: 30 * anHour },
} as const;

/** How often somebody may try, by where from and by the ticket; and what may be added to a ticket. */
export type LacakAllowed = Readonly<Record<keyof typeof lacakAllowances, SharedAllowance>>;
type Taking = readonly [what: keyof LacakAllowed, key: string];

/** An answer that there is no such ticket takes as long as one that there is, and no try is cheap. */
export const noSoonerMs = 400;

export const sourceOf = (request: Request): string => ipKeyGenerator(request.ip ?? '');

/** What a try at a ticket is counted by, from one place and in all. */
export function tryAt(source: string, ticket: string): readonly [Taking, Taking, string] {
  const number = ticket.replace(/\s/g, '').toUpperCase();
  return [['source', source], ['ticketFromSource', `${source} ${number}`], number];
}

/** Takes one of each in turn. @returns for how long the first one that is used up has none; null: all were taken */
export async function takeAll(allowed: LacakAllowed, takings: readonly Taking[]): Promise<number | null> {
  for (const [what, key] of takings) {
    const { taken, waitMs } = await allowed[what].take(key);
    if (!taken) return waitMs;
  }
  return null;
}

/** A ticket by its number and the end of the telephone number, however it is asked for. */
export async function findByDigits(
  { lacak, allowed }: { readonly lacak: Pick<Lacak, 'find'>; readonly allowed: LacakAllowed },
  request: Request,
  { ticket, digits }: { readonly ticket: string; readonly digits: string },
): Promise<{ readonly waitMs: number } | { readonly view: LacakView | null }> {
  const [source, ofSource, number] = tryAt(sourceOf(request), ticket);
  const waitMs = await takeAll(allowed, [source, ofSource, ['ticket', number]]);
  if (waitMs !== null) return { waitMs };
  const [view] = await Promise.all([lacak.find(ticket, digits), sleep(noSoonerMs)]);
  return { view };
}
