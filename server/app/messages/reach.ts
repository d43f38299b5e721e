import type { ReachOf } from '../ports/to-citizen.ts';
import type { QueueToCitizenDeps } from './queue-to-citizen.ts';
import { routeOf, shutOf } from './route.ts';

/** How citizens can be reached with what this office has set up; {@link ReachOf} says what counts. */
export function createReach({ sops, gateways, templates, clock }: QueueToCitizenDeps): ReachOf {
  return async (reads, record, personId) => {
    const route = routeOf(sops, record, await reads.correspondent(record.caseId));
    const call = await reads.talksWith(record.caseId, personId);
    if (typeof route === 'string') return { message: false, call };
    const optedOut = await reads.isOptedOut(route.channel, route.to.key);
    return { message: shutOf(route, { gateways, templates, optedOut, now: clock.now() }) === null, call };
  };
}
