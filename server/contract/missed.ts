import { z } from 'zod';
import { Reason } from './case.ts';
import { Bilingual, Moment } from './primitives.ts';
import { route } from './route.ts';

/** A citizen whose call nobody answered, and who is to be called back. Key `missed/<missedId>`. */
export const MissedCard = z.object({
  missedId: z.uuid(),
  service: Bilingual,
  /** Of the newest of the calls: the citizen is called back from it. */
  caseId: z.uuid(),
  ticketNumber: z.string(),
  phoneMasked: z.string().nullable(),
  /** How often the citizen called since somebody last talked to them. */
  calls: z.number().int(),
  /** How often they were called back in vain, and how often it is tried. */
  tries: z.number().int(),
  triesAtMost: z.number().int(),
  firstAt: Moment,
  lastAt: Moment,
  /** Until when they are to be called, or called again. */
  dueAt: Moment,
  /** Counted without a table of the year's holidays: it is counted anew when the table comes. */
  provisional: z.boolean(),
});
export type MissedCard = z.infer<typeof MissedCard>;

/** Why a missed caller needs no call any more. */
const SettleMissed = z.object({ reason: Reason });

export const missedApi = {
  settleMissed: route({
    method: 'post',
    path: '/api/missed/{missedId}/settle',
    summary: 'Take a missed caller off the list and say why; leaves an audit row',
    roles: ['agent', 'supervisor'],
    params: z.object({ missedId: z.uuid() }),
    body: SettleMissed,
    response: null,
  }),
};
