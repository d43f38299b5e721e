import type { Exchanges } from '../../../telephony/exchanges.ts';
import { createHearing, type Hearing, type HearingDeps } from './hearing.ts';

/** How far each exchange has been heard: what one of them keeps to itself holds up nothing of the others' calls. */
export interface Hearings extends Pick<Hearing, 'load' | 'start' | 'stop' | 'judging' | 'ask'> {
  link(exchange: string, up: boolean): void;
  /** As of {@link Hearing}. */
  caughtUp(exchange: string, read: boolean): void;
  /** As `ExchangeHooks.missedSince`; absent: of the only one. */
  missedSince(exchange?: string): number | null;
}

export interface HearingsDeps extends Omit<HearingDeps, 'exchange' | 'upToDate'> {
  readonly exchanges: Exchanges;
}

export function createHearings({ exchanges, liveCalls, ...deps }: HearingsDeps): Hearings {
  const { names, ofCall } = exchanges;
  const hearings = new Map(
    names.map((exchange) => {
      const port = exchanges.named(exchange);
      const hearing = createHearing({
        ...deps,
        ...{ exchange, upToDate: port.upToDate?.bind(port) },
        liveCalls: {
          get: liveCalls.get,
          open: () => liveCalls.open().filter(({ callId }) => ofCall(callId) === exchange),
        },
      });
      return [exchange, hearing] as const;
    }),
  );
  const of = (exchange: string = names[0] ?? ''): Hearing => {
    const hearing = hearings.get(exchange);
    if (!hearing) throw new Error(`no exchange is called ${exchange}`);
    return hearing;
  };
  const each = async (work: (hearing: Hearing) => Promise<void>) => {
    await Promise.all([...hearings.values()].map(work));
  };
  return {
    load: () => each((hearing) => hearing.load()),
    start: () => {
      for (const hearing of hearings.values()) hearing.start();
    },
    stop: () => each((hearing) => hearing.stop()),
    link: (exchange, up) => of(exchange).link(up),
    caughtUp: (exchange, read) => of(exchange).caughtUp(read),
    missedSince: (exchange) => of(exchange).missedSince(),
    judging: (callId, dueAt) => of(callId === null ? undefined : ofCall(callId)).judging(callId, dueAt),
    ask: (callId) => of(ofCall(callId)).ask(callId),
  };
}
