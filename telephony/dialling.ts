/** Calls that the office places: the agent's own telephone is rung first, then the citizen's. */

/** Why nobody talked on a call that we placed. */
export const dialResults = [
  /** The citizen's line was busy, or the call was declined there. */
  'busy',
  /** It rang and nobody answered. */
  'no-answer',
  /** There is no such number. */
  'wrong-number',
  /** The number exists and cannot be reached now, such as a telephone without a network. */
  'unreachable',
  /** The agent's own telephone was not answered, so that the citizen's never rang. */
  'agent-absent',
  /** The agent hung up before anybody answered. */
  'cancelled',
  /** The exchange does not dial this number. */
  'not-allowed',
  /** The exchange or its trunk could not do it; it says nothing of the citizen. */
  'failed',
] as const;
export type DialResult = (typeof dialResults)[number];

/** Rings the agent's own telephone; when it is answered, the citizen's, by the operator. */
export interface DialCommand {
  readonly type: 'call.dial';
  /** Made by {@link dialledCallId}. Events of the call come under it. */
  readonly callId: string;
  readonly extension: string;
  /** The citizen's number as the country's code and the number, digits alone: `6281234567890`. Never logged. */
  readonly digits: string;
}

/** Stands after the exchange's name in ids of calls that we placed; an exchange's own ids never begin with it. */
const mark = 'out-';

/** @param unique letters, digits and `-`: the call's own, made before it is asked for. */
export const dialledCallId = (exchange: string, unique: string): string => `${exchange}-${mark}${unique}`;

/** Whether an exchange's own id, without its name, is of a call that we placed. */
export const isDialled = (id: string | undefined): id is string => id?.startsWith(mark) ?? false;

/** Digits that a {@link DialCommand} may carry. */
export const isDialDigits = (digits: string): boolean => /^[1-9][0-9]{6,14}$/.test(digits);
