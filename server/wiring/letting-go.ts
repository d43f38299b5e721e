import type { Forgotten } from '../../telephony/forgotten.ts';
import type { ExchangePort } from '../../telephony/port.ts';
import type { Clock, Log } from '../app/ports/ports.ts';
import { retentionClasses } from '../app/ports/retention.ts';
import { createOutsideErasures } from '../app/privacy/outside-erasures.ts';
import { createRetention } from '../app/privacy/retention.ts';
import type { SopRegistry } from '../app/procedures/registry.ts';
import type { Config } from '../config.ts';
import type { RetentionReport } from '../contract/privacy.ts';
import { isAway } from '../store/away.ts';
import type { createDataSource } from '../store/data-source.ts';
import { createOutsideErasureStore } from '../store/outside-erasures.ts';
import { createRetentionStore } from '../store/retention.ts';
import type { Sealer } from '../store/secrets/sealed.ts';
import type { MessagingWiring } from './messaging.ts';

export interface LettingGoDeps {
  readonly config: Config;
  readonly dataSource: ReturnType<typeof createDataSource>;
  readonly sealer: Sealer;
  readonly sops: SopRegistry;
  readonly exchange: ExchangePort;
  readonly messaging: Pick<MessagingWiring, 'gateways'>;
  readonly files: { readonly store: string; forget(blob: string): Promise<Forgotten> };
  readonly clock: Clock;
  readonly log: Log;
}

export type LettingGo = ReturnType<typeof createLettingGo>;

/** So many lines of the report: three weeks where every class has its days. */
const runsShown = 84;

/** What is kept no longer than the office says, here and where exchanges and gateways keep it. */
export function createLettingGo(deps: LettingGoDeps) {
  const { config, dataSource, sealer, sops, exchange, messaging, files, clock, log } = deps;
  const { keepDays, office } = config;
  const sopOf = ({ sopId, sopVersion }: { sopId: string; sopVersion: string }) => sops.get(sopId, sopVersion);
  const store = createRetentionStore(dataSource, { sealer, sopOf });
  const outside = createOutsideErasureStore(dataSource);
  const retention = createRetention({ store, keepDays, clock, timeZone: office.timeZone, isAway, log });
  const elsewhere = createOutsideErasures({ store: outside, exchange, gateways: messaging.gateways, files, log });
  return {
    start: () => {
      retention.start();
      elsewhere.start();
    },
    stop: async () => void (await Promise.all([retention.stop(), elsewhere.stop()])),
    report: async (): Promise<RetentionReport> => {
      const [runs, waiting] = await Promise.all([store.runs(runsShown), outside.waiting()]);
      const known = (fault: string | null) => (fault === null || fault === 'database_away' ? fault : 'fault');
      return {
        classes: [
          ...retentionClasses.map((of) => ({ of, days: keepDays[of] })),
          { of: 'sessions', days: null },
          // Each entry is bound to all before it: one that is taken out looks like one that was hidden.
          { of: 'audit', days: null },
        ],
        runs: runs.map((run) => ({ ...run, fault: known(run.fault) })),
        outside: [...waiting],
      };
    },
  };
}
