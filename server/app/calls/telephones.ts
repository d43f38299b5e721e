import { type PlaceState, placeStateOf } from '../../domain/call/transfer.ts';
import type { Agents } from '../agents/agents.ts';
import type { LiveCalls } from './live-calls.ts';

/** How an office's telephone stands now. */
export type TelephoneState = (extension: string) => PlaceState;

/** By what the exchange tells of calls and telephones. @param listens whether somebody listens with it */
export function createTelephones(deps: {
  readonly agents: Pick<Agents, 'all' | 'isReachable'>;
  readonly liveCalls: Pick<LiveCalls, 'open'>;
  readonly listens: (extension: string) => boolean;
}): TelephoneState {
  const { agents, liveCalls, listens } = deps;
  return (extension) => {
    const status = agents.all().find((agent) => agent.extension === extension)?.status;
    const busy = liveCalls
      .open()
      .some(({ offers, answered, releasedAt, transfer }) =>
        [
          ...offers.map((offer) => offer.extension),
          ...((releasedAt ?? null) === null && answered ? [answered.extension] : []),
          ...(transfer?.target.kind === 'phone' ? [transfer.target.extension] : []),
        ].includes(extension),
      );
    return placeStateOf({
      reachable: agents.isReachable(extension),
      talks: busy || status?.state === 'talking' || status?.state === 'reserved' || listens(extension),
      ready: status?.state === 'ready',
    });
  };
}
