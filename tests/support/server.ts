import { existsSync } from 'node:fs';
import { createGateways } from '../../server/app/messages/gateways.ts';
import type { Paper, PaperMade } from '../../server/app/ports/papers.ts';
import type { CertifiedSigning } from '../../server/app/ports/signing.ts';
import { readSop } from '../../server/app/procedures/read.ts';
import { loadConfig } from '../../server/config.ts';
import { createLogger } from '../../server/logger.ts';
import { createDataSource } from '../../server/store/data-source.ts';
import { createSealer, type Sealer } from '../../server/store/secrets/sealed.ts';
import type { Core } from '../../server/wiring/core.ts';
import type { ExchangeWiring } from '../../server/wiring/exchange.ts';
import type { MessagingWiring } from '../../server/wiring/messaging.ts';
import { createServer } from '../../server/wiring/server.ts';
import { readSopFiles } from '../../server/wiring/sop-file.ts';
import type { MessageGateway } from '../../telephony/messaging/port.ts';
import type { ExchangePort } from '../../telephony/port.ts';
import { type Client, logIn } from './client.ts';
import { doneOnce } from './done-once.ts';
import { createFakeExchange, type FakeExchange, hotline } from './fake-exchange.ts';
import { type WatchedLog, watchLog } from './guards/no-personal-data.ts';
import { password, type Username } from './server-people.ts';
import { createTestClock, type TestClock } from './test-clock.ts';
import { workshopHere } from './workshop-here.ts';

/** What servers of tests seal with. */
export const sealingKey = Buffer.from(Array.from({ length: 32 }, (_, index) => (index * 37 + 11) % 256));

let shippedSops: ReturnType<typeof readSopFiles> | null = null;

/** The shipped procedures are the same for every server of a test file, and long to read. */
const readSopFilesOnce: typeof readSopFiles = (own) => {
  if (existsSync(own)) return readSopFiles(own);
  shippedSops ??= readSopFiles(own);
  return shippedSops;
};

let typeset: ((paper: Paper) => PaperMade) | null = null;

/** Of WhatsApp, as the provider would have approved it. */
const testTemplates = [
  { id: 'HX01', channel: 'whatsapp', name: { id: 'Kabar', en: 'News' }, text: 'Kabar tiket {{1}}: {{2}}' },
] as const;

export interface TestServerOptions<E extends ExchangePort> {
  /** PostgreSQL with the migrations run and the people of `server-people.ts` in it; may lead through a proxy. */
  readonly databaseUrl: string;
  /** A new fake one when absent. The same may be handed to the next server: it goes on while nobody listens. */
  readonly exchange?: E;
  /** None when absent. */
  readonly gateways?: readonly MessageGateway[];
  /** Of the gateways, where they have any. */
  readonly routers?: MessagingWiring['routers'];
  readonly clock?: TestClock;
  /** What limits are counted by; the machine's when absent. */
  readonly elapsed?: () => number;
  /** With files of the office's own; none when absent. */
  readonly dataDir?: string;
  /** The built console, for tests with a browser; none when absent. */
  readonly consoleDir?: string;
  /** What else belongs to the exchange: its routes, its telephones in browsers. */
  readonly wiring?: Partial<ExchangeWiring>;
  /** False: the exchange is not started, so that a test can look at what was restored without it. */
  readonly connect?: boolean;
  /** What an office owes once is owed, in its hours as a case of its own; when absent it was done long ago. */
  readonly isNew?: boolean;
  /** How many connections to the database it may have; six when absent. */
  readonly connections?: number;
  /** Signs papers by certificates; nobody does when absent. */
  readonly signing?: CertifiedSigning;
  /** Settings besides those every test has. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface TestServer<E extends ExchangePort = FakeExchange> {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  readonly core: Core;
  readonly exchange: E;
  readonly clock: TestClock;
  readonly log: WatchedLog;
  readonly sealer: Sealer;
  /** Runs a statement on a connection of the server's own. */
  sql<Row = Record<string, unknown>>(text: string, values?: unknown[]): Promise<Row[]>;
  /** Logs in over HTTP; the client is closed with the server. */
  logIn(username: Username): Promise<Client>;
  /** Everything stored that was taken, and every effect carried out. */
  settled(): Promise<void>;
  /** Ends in order. A test that wants an end without ceremony cuts the way to the database first. */
  stop(): Promise<void>;
}

/** The server as `main.ts` wires it, on a database of the test's and an exchange moved by hand. */
export async function startTestServer(options: TestServerOptions<FakeExchange>): Promise<TestServer>;
export async function startTestServer<E extends ExchangePort>(
  options: TestServerOptions<E> & { readonly exchange: E },
): Promise<TestServer<E>>;
export async function startTestServer(options: TestServerOptions<ExchangePort>): Promise<TestServer<ExchangePort>> {
  const clock = options.clock ?? createTestClock();
  const exchange = options.exchange ?? createFakeExchange(clock.now);
  const watched = watchLog();
  const config = { ...configOf(options.databaseUrl, options.env), dataDir: options.dataDir ?? '/nonexistent' };
  const log = createLogger({ level: 'info', clock, destination: watched.stream });
  const dataSource = await createDataSource(options.databaseUrl, options.connections ?? 6).initialize();
  const sealer = createSealer(config.secrets.key);
  const server = await createServer({
    config,
    dataSource,
    sealer,
    clock,
    ...(options.elapsed && { elapsed: options.elapsed }),
    log,
    readSopFiles: readSopFilesOnce,
    // Node 20 starts no thread from a source in TypeScript; the thread has a test of its own.
    readSop: async (text, papers) => readSop(text, papers),
    // So it is with the process that typesets.
    makeWorkbook: async (workbook) => (await import('../../server/papers/workbook.ts')).makeWorkbook(workbook),
    makePaper: async (paper) => {
      // Loaded where a test prints: it is large.
      typeset ??= (await import('../../server/papers/typesetter.ts')).createTypesetter();
      return typeset(paper);
    },
    // So it is with the process that reads what strangers send.
    workshop: workshopHere,
    signing: options.signing ?? null,
    wiring: { exchange, queue: hotline, routers: [], ...options.wiring },
    messaging: (services) => ({
      gateways: createGateways(options.gateways ?? [], services),
      routers: options.routers ?? [],
    }),
    templates: testTemplates,
    version: '0.0.0',
    consoleDir: options.consoleDir ?? '/nonexistent',
  });
  const { core } = server;
  if (!options.isNew) {
    const worked = core.sops.services.map(({ sopId }) => core.sops.current(sopId));
    await doneOnce((text, values) => dataSource.query(text, values), worked);
  }
  const endings: (() => Promise<void> | void)[] = [];
  const { port } = await server.start((_, end) => endings.push(end), options.connect);
  const url = `http://127.0.0.1:${port}`;

  const clients: Client[] = [];
  let ended: Promise<void> | null = null;
  const end = async () => {
    for (const client of clients) client.close();
    for (const end of endings.reverse()) await end();
    await dataSource.destroy();
  };
  return {
    url,
    core,
    exchange,
    clock,
    log: watched,
    sealer,
    sql: (text, values) => dataSource.query(text, values),
    logIn: async (username) => {
      const client = await logIn(url, username, password);
      clients.push(client);
      return client;
    },
    settled: async () => {
      await core.callEvents.idle();
      for (let left = 1; left > 0; ) {
        const [row]: { left: number }[] = await dataSource.query('SELECT count(*)::int AS left FROM outbox');
        left = row?.left ?? 0;
      }
      await core.messages.conversations.idle();
    },
    stop: () => {
      ended ??= end();
      return ended;
    },
  };
}

function configOf(databaseUrl: string, env: Readonly<Record<string, string>> = {}) {
  return loadConfig({
    NODE_ENV: 'test',
    DATABASE_URL: databaseUrl,
    SIGAP_SECRET_KEY: sealingKey.toString('base64'),
    SESSION_SECRET: 'rahasia-sesi-untuk-pengujian-saja',
    EXCHANGE: 'simulator',
    SIMULATOR_SCENARIO: 'empty',
    PORT: '0',
    ...env,
  });
}
