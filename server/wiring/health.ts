import type { Store } from '../app/ports/ports.ts';
import type { Config } from '../config.ts';
import { faultLine } from '../domain/shared/file-fault.ts';
import { healthRoutes } from '../http/health.ts';
import type { createMetrics } from '../metrics.ts';
import type { Core } from './core.ts';
import type { ExchangeWiring } from './exchange.ts';
import type { Sops } from './sops.ts';

export interface HealthWiringDeps {
  readonly config: Config;
  readonly core: Core;
  readonly procedures: Sops;
  readonly store: Store;
  readonly wiring: ExchangeWiring;
  readonly metrics: ReturnType<typeof createMetrics>;
  /** Of how people log in. */
  readonly warnings: () => readonly string[];
}

/** What those who operate the system are told of it. */
export function createHealth({ config, core, procedures, store, wiring, metrics, warnings }: HealthWiringDeps) {
  const { messages, deadlines } = core;
  return healthRoutes({
    parts: async () => {
      const database = await store.ping().then(
        () => true,
        () => false,
      );
      return { database, exchange: wiring.exchange.status().connected, timers: deadlines.running };
    },
    exchanges: () =>
      Object.fromEntries((wiring.exchanges?.names ?? []).map((name) => [name, isConnected(wiring, name)])),
    // For whoever looks: a gateway that is away keeps nobody from working.
    gateways: () =>
      Object.fromEntries(
        Object.entries(messages.gateways.statuses()).map(([name, { connected }]) => [name, connected]),
      ),
    warnings: () => [
      ...refusals(procedures.refused),
      ...warnings(),
      ...messages.warnings(),
      ...(wiring.exchange.status().warnings ?? []),
    ],
    metrics: metrics.read,
    metricsToken: config.metricsToken,
    metricsHere: !config.production,
  });
}

const isConnected = ({ exchanges }: ExchangeWiring, name: string) => exchanges?.named(name).status().connected ?? false;

const refusals = (refused: Sops['refused']): string[] =>
  refused.flatMap(({ file, faults }) => faults.map((fault) => faultLine(fault, file, 'en')));
