import { z } from 'zod';
import { Moment } from './primitives.ts';
import { route } from './route.ts';

/** What can be announced; each is a prompt of the exchange. `own`: what the office has recorded itself. */
export const announcementNames = ['closed', 'disturbance', 'emergency', 'own'] as const;
const AnnouncementName = z.enum(announcementNames);

/** What callers are told before the queue now. Key `announcement/now`. */
export const AnnouncementCard = z.object({
  name: AnnouncementName,
  /** Nobody is rung for those who hear it. */
  turnsAway: z.boolean(),
  until: Moment,
  /** Who has set it. */
  by: z.string().nullable(),
});
export type AnnouncementCard = z.infer<typeof AnnouncementCard>;

/** It ends by itself: a day is the longest. */
const SetAnnouncement = z.object({
  name: AnnouncementName,
  turnsAway: z.boolean(),
  minutes: z.number().int().min(5).max(1_440),
});

const roles = ['supervisor', 'admin'] as const;

export const announcementApi = {
  setAnnouncement: route({
    method: 'put',
    path: '/api/announcement',
    summary: 'Tell every caller before the queue, from the next one on; leaves an audit row',
    roles,
    body: SetAnnouncement,
    response: null,
  }),
  endAnnouncement: route({
    method: 'delete',
    path: '/api/announcement',
    summary: 'Callers are told nothing before the queue any more',
    roles,
    response: null,
  }),
};
