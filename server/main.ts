import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { systemClock } from './clock.ts';
import { type Config, ConfigError, loadConfig } from './config.ts';
import { FileFault } from './domain/shared/file-fault.ts';
import { createLogger } from './logger.ts';
import { createMetrics } from './metrics.ts';
import { createShutdown, shutdownOnSignals } from './shutdown.ts';
import { isAway } from './store/away.ts';
import { EmbeddedPostgresError } from './store/embedded/errors.ts';
import { createPastCases } from './store/past-cases.ts';
import { createPeople } from './store/people.ts';
import { createSealer } from './store/secrets/sealed.ts';
import { createSessionStore } from './store/session-store.ts';
import { createSopVersionStore } from './store/sop-versions.ts';
import { createStore } from './store/store.ts';
import { createCore } from './wiring/core.ts';
import { openDatabase } from './wiring/database.ts';
import { createExchange } from './wiring/exchange.ts';
import { createWeb } from './wiring/http.ts';
import { createMessaging } from './wiring/messaging.ts';
import { createNotifying } from './wiring/notifications.ts';
import { addDemoPeople } from './wiring/people.ts';
import { readServices } from './wiring/services.ts';
import { openSops } from './wiring/sops.ts';
import { readTemplates, simulatedTemplates } from './wiring/templates.ts';
import { welcome } from './wiring/welcome.ts';

/** From the sources or from the build, the package lies somewhere above. */
const fromRoot = (path: string) => {
  const inBuild = import.meta.url.includes('/dist/server/');
  return fileURLToPath(new URL(inBuild ? `../../${path}` : `../${path}`, import.meta.url));
};

async function start(config: Config): Promise<void> {
  const clock = systemClock;
  const log = createLogger({ level: config.logLevel, clock });
  const shutdown = createShutdown({ log });
  shutdownOnSignals(shutdown, process.exit);
  for (const name of config.unknownSettings) log.warn({ name }, 'this setting is not known: mistyped?');

  const dataSource = await openDatabase(config, log, shutdown);
  const sops = await openSops({
    store: createSopVersionStore(dataSource),
    cases: createPastCases(dataSource),
    dataDir: config.dataDir,
    clock,
    log,
  });
  sops.shelf.start();
  shutdown.add('versions of procedures', sops.shelf.stop);
  const services = readServices({ dataDir: config.dataDir, zone: config.office.timeZone, sops });
  for (const { en, id, urgency } of services.warnings(clock.now())) if (urgency !== 'later') log.warn({ id }, en);
  const sealer = createSealer(config.secrets.key);
  const store = createStore({ dataSource, sealer, officeCode: config.office.code });
  const people = createPeople(dataSource);
  const logIns = config.production ? [] : await addDemoPeople(people, sealer);
  const metrics = createMetrics();
  const wiring = createExchange(config.exchange, clock, log);
  const { exchange, queue } = wiring;

  const wordings = readTemplates(config.dataDir);
  const messaging = createMessaging(config, services.sops.services, clock, log);
  const messages = {
    gateways: messaging.gateways,
    templates: config.exchange.kind === 'simulator' ? [...wordings, ...simulatedTemplates] : wordings,
    language: config.office.locale,
  };
  const notifying = createNotifying({
    config,
    dataSource,
    sealer,
    sops: services.sops,
    messaging: messages,
    clock,
    log,
    metrics,
  });
  const core = createCore({
    store,
    clock,
    log,
    sops: services.sops,
    timeZone: config.office.timeZone,
    queue,
    exchangeName: exchange.name,
    execute: exchange.execute,
    messaging: { ...messages, reportedElsewhere: notifying.reported },
    isAway,
    emit: (change) => web.gateway.send(change),
    alertRaised: notifying.raised,
    anomaly: metrics.anomaly,
  });
  const web = createWeb({
    config,
    core,
    procedures: sops,
    store,
    people,
    sealer,
    sessionStore: createSessionStore(dataSource, (error) => log.warn({ err: error }, 'sessions could not be pruned')),
    wiring,
    notifying,
    messaging,
    metrics,
    clock,
    log,
    version: (JSON.parse(readFileSync(fromRoot('package.json'), 'utf8')) as { version: string }).version,
    consoleDir: fromRoot('dist/agent-console'),
  });
  metrics.watch({
    openCalls: () => core.liveCalls.open().length,
    backlog: () => core.callEvents.backlog,
    pendingDeadlines: () => core.deadlines.pending,
    sockets: () => web.gateway.sockets,
    exchangeConnected: () => exchange.status().connected,
    databaseAvailable: () => core.system.now.database.available,
    exchangeAnomalies: () => exchange.status().anomalies,
    gateways: core.messages.gateways.statuses,
    messagesWaiting: store.messages.backlog,
  });

  await core.start();
  shutdown.add('use cases', core.stop, 10_000);
  await notifying.start();
  shutdown.add('notifications', notifying.stop);
  await new Promise<void>((resolve, reject) => {
    web.server.once('error', reject);
    web.server.listen(config.http.port, config.http.host, resolve);
  });
  shutdown.add('web server', () => web.gateway.close());
  exchange.start({ event: core.callEvents.event, register: core.callEvents.register });
  shutdown.add('exchange', exchange.stop);

  const { address, port } = web.server.address() as AddressInfo;
  const url = config.http.publicUrl ?? `http://${address.includes(':') ? `[${address}]` : address}:${port}`;
  process.stdout.write(welcome({ url, exchange: config.exchange.kind, logIns, production: config.production }));
}

try {
  await start(loadConfig());
} catch (error) {
  // Written for the person who starts us: in words where we have them, whole where we do not.
  const known = [ConfigError, FileFault, EmbeddedPostgresError].some((kind) => error instanceof kind);
  process.stderr.write(`${known ? (error as Error).message : ((error as Error).stack ?? error)}\n`);
  process.exit(1);
}
