import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { CertifiedSigning } from '../../server/app/ports/signing.ts';
import type { WrittenFields } from '../../server/contract/actions.ts';
import type { CaseDetail } from '../../server/contract/views.ts';
import type { MessageGateway, OutboundMessage } from '../../telephony/messaging/port.ts';
import type { Answer, Client } from './client.ts';
import { createFakeGateway, type FakeGateway } from './fake-gateway.ts';
import { paperOffice } from './paper-files.ts';
import { startTestServer, type TestServer } from './server.ts';
import { createServerDatabase, people, type Username } from './server-people.ts';
import type { SopName } from './sops.ts';
import { createTestClock } from './test-clock.ts';

/** A door to each procedure, and the telephone of one that has another door too. */
const doors = [
  ['hotline', 'phone', 'surabaya', ''],
  ['depok', 'phone', 'depok', ", addresses: ['112']"],
  ['district', 'phone', 'bandungan', ", addresses: ['0298711585']"],
  ['sms', 'sms', 'semarang', ", addresses: ['08111631500'], gateway: sms"],
  ['letters', 'letter', 'bandungan', ''],
  ['whatsapp', 'whatsapp', 'online', ', gateway: wa'],
  ['desk', 'walk_in', 'offline', ''],
] as const;

/** An office that is not the usual one. */
export interface OfficeOptions {
  /** What its procedures are called; as shipped when absent. */
  readonly called?: (name: SopName) => string;
  /** Files of its data folder besides its services, by their paths in it. */
  readonly files?: Readonly<Record<string, string>>;
  /** Doors besides the usual ones, as `services.yaml` has them. */
  readonly doors?: readonly string[];
  /** Its clock moves only when it is moved. */
  readonly stands?: boolean;
  /** Besides SMS and WhatsApp; not after a restart. */
  readonly gateways?: readonly MessageGateway[];
  /** Signs its papers by certificates; nobody does when absent. */
  readonly signing?: CertifiedSigning;
  /** The built console, where it is worked in with a browser. */
  readonly consoleDir?: string;
  /** Settings besides those every test has. */
  readonly env?: Readonly<Record<string, string>>;
}

export const usernames = Object.keys(people) as Username[];

type Written = 'sms' | 'whatsapp';

/** An office that works by all six procedures, with everybody logged in. */
export interface ProcedureOffice {
  readonly server: TestServer;
  readonly databaseUrl: string;
  readonly dataDir: string;
  /** What the gateways took to citizens, SMS and WhatsApp. */
  readonly sent: readonly OutboundMessage[];
  client(username: Username): Client;
  detail(who: Username, caseId: string): Promise<CaseDetail>;
  act(who: Username, caseId: string, event: string, fields?: WrittenFields): Promise<Answer<CaseDetail>>;
  /** The case of a report that sari took down. */
  takenDown(serviceId: string, more?: { readonly phone?: string | null }): Promise<string>;
  /** The case of a report that a citizen wrote. */
  written(channel: Written): Promise<string>;
  /** The citizen of such a case writes once more. */
  writtenAgain(channel: Written, text: string): Promise<void>;
  /** Another server on the same database, with the time of the first; it ends with the office at the latest. */
  startAnother(): Promise<TestServer>;
  /** The server ends, and starts anew with more files and doors; everybody logs in again. */
  restart(more: Pick<OfficeOptions, 'files' | 'doors'>): Promise<void>;
  close(): Promise<void>;
}

const senders: Readonly<Record<Written, string>> = { sms: '081298765432', whatsapp: '081234567890' };

/** Opens on a Monday without holidays near, 23 November 2026 at 09:00 WIB. */
export async function openProcedureOffice(options: OfficeOptions = {}): Promise<ProcedureOffice> {
  const { called = (name: SopName) => name, stands = false, consoleDir, signing, env } = options;
  const database = await createServerDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), 'sigap-procedures-'));
  const furnish = ({ files = {}, doors: more = [] }: Pick<OfficeOptions, 'files' | 'doors'>) => {
    const usual = doors.map(
      ([id, channel, sop, rest]) =>
        `{ id: ${id}, name: { id: ${id}, en: ${id} }, channel: ${channel}, sop: ${called(sop)}, hours: office${rest} }`,
    );
    const services = `services:\n${[...usual, ...more].map((door) => `  - ${door}\n`).join('')}`;
    for (const [path, text] of Object.entries({
      'papers/office.yaml': paperOffice(),
      ...files,
      'services.yaml': services,
    })) {
      mkdirSync(dirname(join(dataDir, path)), { recursive: true });
      writeFileSync(join(dataDir, path), text);
    }
  };
  furnish(options);
  const servers: TestServer[] = [];
  const sent: OutboundMessage[] = [];
  let gateways: Readonly<Record<Written, FakeGateway>> | null = null;
  const start = async (at: number) => {
    const clock = createTestClock(at, stands);
    const mine: Record<Written, FakeGateway> = {
      sms: createFakeGateway({ sent, now: clock.now }),
      whatsapp: createFakeGateway({ sent, name: 'wa', channels: ['whatsapp'], now: clock.now }),
    };
    gateways ??= mine;
    const started = await startTestServer({
      ...{
        databaseUrl: database.url,
        dataDir,
        clock,
        gateways: [...Object.values(mine), ...(options.gateways ?? [])],
        isNew: true,
      },
      ...(consoleDir !== undefined && { consoleDir }),
      ...(signing !== undefined && { signing }),
      ...(env !== undefined && { env }),
    });
    servers.push(started);
    return started;
  };
  const clients = new Map<Username, Client>();
  const logIn = async (to: TestServer) => {
    for (const username of usernames) clients.set(username, await to.logIn(username));
  };
  let server = await start(Date.UTC(2026, 10, 23, 2, 0));
  await logIn(server);
  const client = (username: Username) => clients.get(username) as Client;
  return {
    get server() {
      return server;
    },
    databaseUrl: database.url,
    dataDir,
    sent,
    client,
    detail: (who, caseId) => client(who).do('getCase', { params: { caseId } }),
    act: (who, caseId, event, fields) => client(who).attempt({ caseId }, event, fields),
    async takenDown(serviceId, { phone = serviceId === 'desk' ? '081234567890' : null } = {}) {
      const who = { callerName: 'Siti Aminah', address: 'Bandungan', phone };
      const body = { serviceId, complaint: 'Antrean terlalu lama', ...who };
      return (await client('sari').do('takeIntake', { body })).caseId;
    },
    async written(channel) {
      await gateways?.[channel].receive('KTP saya belum jadi', senders[channel]);
      const [row] = await server.sql<{ id: string }>(
        'SELECT id FROM case_file WHERE task_period IS NULL ORDER BY opened_at DESC LIMIT 1',
      );
      return row?.id ?? '';
    },
    async writtenAgain(channel, text) {
      await gateways?.[channel].receive(text, senders[channel]);
    },
    startAnother: () => start(server.clock.now()),
    async restart(more) {
      const at = server.clock.now();
      await server.stop();
      furnish(more);
      gateways = null;
      server = await start(at);
      await logIn(server);
    },
    async close() {
      await Promise.all(servers.map((one) => one.stop()));
      await database.drop();
      rmSync(dataDir, { recursive: true });
    },
  };
}
