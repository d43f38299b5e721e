import { deskChannels } from '../../../server/contract/actions.ts';
import { announcementNames } from '../../../server/contract/announcements.ts';
import { api, idempotencyHeader, type RouteName } from '../../../server/contract/api.ts';
import { auditActions } from '../../../server/contract/audit.ts';
import { hiddenMark } from '../../../server/contract/case.ts';
import { contactMeans } from '../../../server/contract/notifications.ts';
import { overseers, roles } from '../../../server/contract/people.ts';
import { problemTypes } from '../../../server/contract/problems.ts';
import { queueStrategies } from '../../../server/contract/queues.ts';
import { listeners } from '../../../server/contract/recordings.ts';
import type { RouteContract } from '../../../server/contract/route.ts';
import { listenModes, supervisors } from '../../../server/contract/supervision.ts';
import { caseStatuses } from '../../../server/contract/views.ts';

/**
 * What the console needs of the contract without its schemas: how routes are called, and words. The build evaluates this
 * module (see `evaluated.ts`) and ships what came of it, so it exports nothing but what JSON can say.
 */
export {
  announcementNames,
  auditActions,
  caseStatuses,
  contactMeans,
  deskChannels,
  hiddenMark,
  idempotencyHeader,
  listeners,
  listenModes,
  overseers,
  problemTypes,
  queueStrategies,
  roles,
  supervisors,
};

/** How a route is called; `answers` with a body, or with none. */
export interface Way extends Pick<RouteContract, 'method' | 'path'> {
  readonly answers: boolean;
}

export const ways = Object.fromEntries(
  Object.entries(api).map(([name, { method, path, response }]) => [name, { method, path, answers: response !== null }]),
) as Readonly<Record<RouteName, Way>>;
