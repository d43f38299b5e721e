import type { DataSource } from 'typeorm';
import { type ArrivingCall, createArrivals } from '../../../server/app/calls/arrivals.ts';
import type { Arrival } from '../../../server/app/ports/arrivals.ts';
import type { CaseRecord } from '../../../server/app/ports/cases.ts';
import type { Store } from '../../../server/app/ports/ports.ts';
import { systemClock } from '../../../server/clock.ts';
import { applyCallEvent, type CallState } from '../../../server/domain/call/call.ts';
import { maskPhone } from '../../../server/domain/identity/phone.ts';
import type { SopDefinition } from '../../../server/domain/sop/definition.ts';
import { isAway } from '../../../server/store/away.ts';
import { eventId } from '../../../telephony/ids.ts';
import { hotlineUnder } from '../../support/sops.ts';
import { numberOf } from '../support/earlier.ts';
import type { Way } from './way.ts';

export interface OursDeps {
  readonly store: Store;
  readonly dataSource: DataSource;
  readonly sop: SopDefinition;
  /** Makes call ids of this run unlike those of any other. */
  readonly run: string;
}

/** The production path of a caller's registration, from the use case on. */
export function ours({ store, dataSource, sop, run }: OursDeps) {
  const sops = hotlineUnder(sop);
  const rest = { sops, clock: systemClock, ofCall: () => 'bench', timeZone: 'Asia/Jakarta' as const, isAway };
  const arrivals = createArrivals({ store, ...rest });
  let served = 0;
  let count = 0;
  const caller = (): ArrivingCall => {
    count += 1;
    const callId = `bench-${run}.${count}`;
    const { e164 } = numberOf(count % 1_000_000);
    const id = eventId.arrived(callId);
    const event = { type: 'call.arrived', id, callId, at: Date.now(), ani: e164, dnis: 'hotline' } as const;
    const call = applyCallEvent(null, event) as CallState;
    return { call, eventId: id, phone: { e164, masked: maskPhone(e164) } };
  };

  /** The same batches, but nothing is stored except the counter. */
  const numbers = createArrivals({
    store: {
      arrive: async (batch) => {
        await dataSource.query(
          `INSERT INTO ticket_counter AS t (office_code, office_day, last_number) VALUES ('BATCH', '2000-01-01', $1)
           ON CONFLICT (office_code, office_day) DO UPDATE SET last_number = t.last_number + $1 RETURNING last_number`,
          [batch.length],
        );
        return batch.map(() => ({ record: {} as CaseRecord, opened: false, ended: false }));
      },
    },
    ...rest,
  });

  const ways: Way[] = [
    {
      name: 'Sigap: gapless, in batches',
      kind: 'ticket',
      ticket: async () => {
        const { change } = await arrivals.open(caller());
        if (!change) throw new Error('a new caller was taken for a known one');
        served += 1;
      },
    },
    { name: 'Sigap: batched counter', kind: 'number', ticket: () => numbers.open(caller()) },
  ];

  return {
    ways,
    /** Tickets handed out so far. */
    served: () => served,
    /** What production would store for a caller. */
    sample: async (): Promise<Arrival> => {
      let seen: Arrival | undefined;
      const spy = createArrivals({
        store: {
          arrive: async (batch) => {
            seen = batch[0];
            return batch.map(() => ({ record: {} as CaseRecord, opened: false, ended: false }));
          },
        },
        ...rest,
      });
      await spy.open(caller());
      return seen as Arrival;
    },
  };
}
