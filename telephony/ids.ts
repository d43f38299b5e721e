/**
 * Event ids. Every adapter and the resync build them here, so that one happening has one id however it was seen.
 * A call is queued once a queue, offered once a leg, answered, held and ended by what makes that moment unique.
 */
export const eventId = {
  arrived: (callId: string) => `${callId}:arrived`,
  numberTold: (callId: string) => `${callId}:number-told`,
  queued: (callId: string, queue: string) => `${callId}:queued:${queue}`,
  offered: (callId: string, offerId: string) => `${callId}:offered:${offerId}`,
  lapsed: (callId: string, offerId: string) => `${callId}:lapsed:${offerId}`,
  dialling: (callId: string) => `${callId}:dialling`,
  answered: (callId: string, offerId: string) => `${callId}:answered:${offerId}`,
  held: (callId: string, at: number) => `${callId}:held:${at}`,
  resumed: (callId: string, at: number) => `${callId}:resumed:${at}`,
  released: (callId: string, offerId: string) => `${callId}:released:${offerId}`,
  ended: (callId: string) => `${callId}:ended`,
  recorded: (callId: string, reference: string) => `${callId}:recorded:${reference}`,
} as const;
