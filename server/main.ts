import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { systemClock } from './clock.ts';
import { type Config, loadConfig } from './config.ts';
import type { Words } from './domain/shared/words.ts';
import { createWorkshop } from './files/workshop.ts';
import { answerStandingBy } from './http/standby.ts';
import { createLogger } from './logger.ts';
import { createPress } from './papers/press.ts';
import { createShutdown, shutdownOnSignals } from './shutdown.ts';
import { createGuardedDoor } from './store/lease.ts';
import { createMailCursors } from './store/mail-cursors.ts';
import { createPeople } from './store/people.ts';
import { createPeopleList } from './store/people-list.ts';
import { openDatabase } from './wiring/database.ts';
import { addDemoAnswers } from './wiring/demo-answers.ts';
import { createExchange } from './wiring/exchange.ts';
import { failureText } from './wiring/failure.ts';
import { createMailReader } from './wiring/mail-reader.ts';
import { createMessaging } from './wiring/messaging.ts';
import { becomeOneServer } from './wiring/one-server.ts';
import { addDemoPeople, createAdministration } from './wiring/people.ts';
import { createServer } from './wiring/server.ts';
import { openSigning } from './wiring/signing.ts';
import { readSopFiles } from './wiring/sop-file.ts';
import { createSopReader } from './wiring/sop-reader.ts';
import { readTemplates, simulatedTemplates } from './wiring/templates.ts';
import { doingText, type Tell, welcome } from './wiring/welcome.ts';

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
  if (config.http.publicUrl?.startsWith('https:') && config.http.trustProxy === false)
    log.warn({}, 'PUBLIC_URL is https and TRUST_PROXY names no proxy: every request will be refused');
  for (const name of config.unknownSettings) log.warn({ name }, 'this setting is not known: mistyped?');

  // Whoever starts it by hand reads along; a machine that runs it reads the log, line by line.
  const tell: Tell = (doing) => (config.production ? log.info(doing.en) : void process.stdout.write(doingText(doing)));
  const lost = ({ id, en }: Words) => {
    log.error({}, 'another server has taken over: this one stood still for too long');
    process.stderr.write(`${id}\n${en}\n`);
    void shutdown.run('another server').then(() => process.exit(1));
  };
  const door = createGuardedDoor(`sigap ${randomUUID()}`);
  const standby = config.standby ? () => answerStandingBy(config.http) : null;
  const { dataSource, sealer } = await openDatabase(config, log, shutdown, tell, {
    door,
    become: (connected) => becomeOneServer(connected, { log, tell, shutdown, door, standby, lost }),
  });
  const people = createPeople(dataSource);
  const logIns = config.production
    ? []
    : await addDemoPeople(createAdministration({ store: createPeopleList(dataSource), sealer, clock }));
  if (logIns.length > 0) await addDemoAnswers(dataSource, people, clock.now());
  tell({
    id: 'Membaca kasus yang terbuka dan menyalakan layanan…',
    en: 'Reading the open cases and starting services…',
  });
  const own = readTemplates(config.dataDir);
  const reader = createSopReader();
  shutdown.add('reader of procedures', reader.close);
  const signing = openSigning(config, clock, log);
  const press = createPress();
  shutdown.add('papers', press.close);
  const workshop = createWorkshop();
  shutdown.add('workshop of files', workshop.close);
  const mailReader = createMailReader();
  shutdown.add('reader of mail', mailReader.close);
  const server = await createServer({
    config,
    dataSource,
    sealer,
    clock,
    log,
    readSopFiles,
    readSop: reader.read,
    makePaper: press.make,
    makeWorkbook: press.workbook,
    workshop,
    signing,
    wiring: createExchange(config.exchange, clock, log),
    messaging: (services) =>
      createMessaging(config, services, clock, log, { reader: mailReader, cursors: createMailCursors(dataSource) }),
    templates: config.exchange.kind === 'simulator' ? [...own, ...simulatedTemplates] : own,
    version: (JSON.parse(readFileSync(fromRoot('package.json'), 'utf8')) as { version: string }).version,
    consoleDir: fromRoot('dist/agent-console'),
  });
  const { address, port } = await server.start(shutdown.add);
  const url = config.http.publicUrl ?? `http://${address.includes(':') ? `[${address}]` : address}:${port}`;
  process.stdout.write(welcome({ url, exchange: config.exchange.kind, logIns, production: config.production }));
}

// Whoever read what we say may be gone, as with `| head`: that is no reason to stop, nor one not to end.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

try {
  await start(loadConfig());
} catch (error) {
  process.stderr.write(`${failureText(error)}\n`);
  process.exit(1);
}
