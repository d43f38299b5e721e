import type { TurnedAway } from './doors.ts';

/**
 * Event ids. Every adapter and the resync build them here, so that one happening has one id however it was seen.
 * A call is queued once a queue, offered once a leg, answered, held and ended by what makes that moment unique.
 */
export const eventId = {
  arrived: (callId: string) => `${callId}:arrived`,
  numberTold: (callId: string) => `${callId}:number-told`,
  /** Once before the queue or from it; leaving a message may follow on it. */
  turnedAway: (callId: string, why: TurnedAway) => `${callId}:turned-away${why === 'voicemail' ? ':voicemail' : ''}`,
  queued: (callId: string, queue: string) => `${callId}:queued:${queue}`,
  offered: (callId: string, offerId: string) => `${callId}:offered:${offerId}`,
  lapsed: (callId: string, offerId: string) => `${callId}:lapsed:${offerId}`,
  dialling: (callId: string) => `${callId}:dialling`,
  answered: (callId: string, offerId: string) => `${callId}:answered:${offerId}`,
  /** Again, after this leg has handed the caller on. */
  requeued: (callId: string, queue: string, offerId: string) => `${callId}:queued:${queue}:${offerId}`,
  held: (callId: string, at: number) => `${callId}:held:${at}`,
  resumed: (callId: string, at: number) => `${callId}:resumed:${at}`,
  released: (callId: string, offerId: string) => `${callId}:released:${offerId}`,
  transfer: (callId: string, transferId: string, step: string) => `${callId}:transfer:${transferId}:${step}`,
  /** Held and resumed for a transfer, whoever tells of it. */
  heldFor: (callId: string, transferId: string) => `${callId}:held:transfer:${transferId}`,
  resumedFrom: (callId: string, transferId: string) => `${callId}:resumed:transfer:${transferId}`,
  ended: (callId: string) => `${callId}:ended`,
  recorded: (callId: string, reference: string) => `${callId}:recorded:${reference}`,
} as const;
