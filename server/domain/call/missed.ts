import type { EscalationLevel } from '../sop/step-definition.ts';
import type { Bilingual } from '../sop/terms.ts';
import type { PlannedAlert } from '../sop/thresholds.ts';
import { type DialOutcome, isTry } from './call.ts';

/**
 * How somebody ceases to be a missed caller. `reached`: called back, and they talked; `answered`: was answered when
 * calling again, or at that very call, as the exchange's log told later; `unreachable`: tried as often as the office
 * tries; `no_number`: there is nothing that could be dialled; `by_hand`: somebody said why.
 */
export type MissedOutcome = 'reached' | 'answered' | 'unreachable' | 'no_number' | 'by_hand';

/** A citizen whose call nobody answered, until somebody has talked to him. However often he called, he is one. */
export interface MissedCaller {
  readonly id: string;
  readonly serviceId: string;
  /** The ticket of the newest of his calls; he is called back from it. */
  readonly caseId: string;
  /** How often he called since he was last talked to. */
  readonly calls: number;
  /** How often he was called back in vain. */
  readonly tries: number;
  /** Ends of the first and the newest call, epoch ms. */
  readonly firstAt: number;
  readonly lastAt: number;
  /** Until when he is to be called, or called again, epoch ms. */
  readonly dueAt: number;
  /** It was counted through a year of which no table of holidays was known. */
  readonly provisional: boolean;
  /** Since when that time runs, epoch ms: his call, or the last try in vain. */
  readonly since: number;
  /** So many of its alerts have been raised. */
  readonly raised: number;
  /** When the next one may be, epoch ms; null: none is left. */
  readonly nextAlertAt: number | null;
  readonly settled: { readonly at: number; readonly outcome: MissedOutcome; readonly by: string | null } | null;
}

/** What the office owes to those whom it missed. */
export interface MissedRules {
  /** To be called back within so much of the service's hours, ms; after a try in vain once more. */
  readonly withinMs: number;
  /** After so many tries in vain nobody has to try again. */
  readonly tries: number;
  /** What is written to a mobile; `{ticket}` stands for its ticket number. Null: Sigap's own words. */
  readonly text: Bilingual | null;
  /** Who hears of one who is not called in time, besides those who call back, at which per cent of it; ascending. */
  readonly escalate: readonly EscalationLevel[];
}

export const missedRules: MissedRules = {
  ...{ withinMs: 30 * 60_000, tries: 3, text: null },
  escalate: [{ percent: 200, to: ['supervisor'], by: ['screen', 'whatsapp'] }],
};

/** What alerts about him name as the step: no procedure's, whose ids are letters and `_`. */
export const callBackStep = '@call-back';

/** Everything that is raised of one who is not called, in order: that he is late, and who else hears of it. */
export const missedAlerts = ({ escalate }: MissedRules): readonly PlannedAlert[] =>
  [
    { kind: 'breach', percent: 100, level: null } as const,
    ...escalate.map((level) => ({ kind: 'escalation', percent: level.percent, level }) as const),
  ].sort((a, b) => a.percent - b.percent);

/** What alerts about him name as what runs: one clock of his. */
export const missedRun = ({ id, since }: Pick<MissedCaller, 'id' | 'since'>): string => `missed:${id}:${since}`;

/** Of each alert that this clock of his may raise, the same whoever raises it. */
export const missedAlertIds = (missed: Pick<MissedCaller, 'id' | 'since'>, rules: MissedRules): string[] =>
  missedAlerts(rules).map(({ kind, percent }) => `${missedRun(missed)}:${kind}:${percent}`);

/** Until when he is to be called, and what is raised when he is not. */
export type MissedClock = Pick<MissedCaller, 'since' | 'dueAt' | 'provisional' | 'raised' | 'nextAlertAt'>;

/** The service's hours from the moment on since when somebody waits. */
export interface MissedTime {
  /** After so many ms of them, epoch ms. */
  at(ms: number): number;
  /** Whether holidays of a year until then, epoch ms, are not known. */
  provisional(until: number): boolean;
}

/** A clock that begins. An alert may be raised one millisecond after its moment: who is called at the last one was in time. */
export const missedClock = (rules: MissedRules, since: number, time: MissedTime): MissedClock =>
  clockWith(rules, { since, raised: 0 }, time);

/**
 * The clock of somebody on the list as the hours count it now; null where there is nothing to recount: no moment that was
 * promised with all holidays known ever moves.
 */
export function recountedClock(missed: MissedCaller, rules: MissedRules, time: MissedTime): MissedClock | null {
  if (!missed.provisional || missed.settled) return null;
  const { since, raised } = missed;
  const anew = clockWith(rules, { since, raised }, time);
  const same = anew.provisional && anew.dueAt === missed.dueAt && anew.nextAlertAt === missed.nextAlertAt;
  return same ? null : anew;
}

function clockWith(rules: MissedRules, begun: Pick<MissedClock, 'since' | 'raised'>, time: MissedTime): MissedClock {
  const planned = missedAlerts(rules);
  const last = alertMoment(rules, planned.length - 1, time);
  return {
    ...{ ...begun, dueAt: time.at(rules.withinMs), provisional: last !== null && time.provisional(last) },
    nextAlertAt: alertMoment(rules, begun.raised, time),
  };
}

/** When the alert of this number is raised, epoch ms; null: there is none. */
export function alertMoment(rules: MissedRules, index: number, time: Pick<MissedTime, 'at'>): number | null {
  const planned = missedAlerts(rules)[index];
  return planned ? time.at(Math.ceil((rules.withinMs * planned.percent) / 100)) + 1 : null;
}

/**
 * The missed caller after a call to him that nobody answered; the same object where it says nothing of him, such as an
 * agent's own telephone that was not lifted. Pure.
 * @param clock by which he is to be called again
 */
export function afterTry(
  missed: MissedCaller,
  { result, at, by }: { readonly result: DialOutcome; readonly at: number; readonly by: string | null },
  rules: MissedRules,
  clock: MissedClock,
): MissedCaller {
  if (missed.settled || !isTry(result)) return missed;
  const tries = missed.tries + 1;
  return tries < rules.tries
    ? { ...missed, ...clock, tries }
    : { ...missed, tries, settled: { at, outcome: 'unreachable', by } };
}

/** Sigap's own words: GSM-7 letters only, and each fits one SMS. It promises no time. */
const ownText: Bilingual = {
  id: 'Maaf, telepon Anda belum sempat kami jawab. Nomor tiket: {ticket}. Kami akan menelepon Anda kembali. Ketik STOP untuk berhenti menerima pesan.',
  en: 'Sorry, we missed your call. Ticket number: {ticket}. We will call you back. Send STOP to get no messages.',
};

/** What a missed caller is written. */
export const missedText = ({ text }: MissedRules, language: keyof Bilingual, ticketNumber: string): string =>
  (text ?? ownText)[language].replaceAll('{ticket}', ticketNumber);
