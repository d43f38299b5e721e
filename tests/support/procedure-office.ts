import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WrittenFields } from '../../server/contract/actions.ts';
import type { CaseDetail } from '../../server/contract/views.ts';
import type { OutboundMessage } from '../../telephony/messaging/port.ts';
import type { Answer, Client } from './client.ts';
import { createFakeGateway, type FakeGateway } from './fake-gateway.ts';
import { startTestServer, type TestServer } from './server.ts';
import { createServerDatabase, people, type Username } from './server-people.ts';
import { createTestClock } from './test-clock.ts';

/** A door to each procedure. */
const services = [
  ['hotline', 'phone', 'surabaya', ''],
  ['depok', 'phone', 'depok', ", addresses: ['112']"],
  ['sms', 'sms', 'semarang', ", addresses: ['08111631500'], gateway: sms"],
  ['letters', 'letter', 'bandungan', ''],
  ['whatsapp', 'whatsapp', 'online', ', gateway: wa'],
  ['desk', 'walk_in', 'offline', ''],
]
  .map(
    ([id, channel, sop, more]) =>
      `  - { id: ${id}, name: { id: ${id}, en: ${id} }, channel: ${channel}, sop: ${sop}, hours: office${more} }`,
  )
  .join('\n');

export const usernames = Object.keys(people) as Username[];

type Written = 'sms' | 'whatsapp';

/** An office that works by all six procedures, with everybody logged in. */
export interface ProcedureOffice {
  readonly server: TestServer;
  /** What the gateways took to citizens, SMS and WhatsApp. */
  readonly sent: readonly OutboundMessage[];
  client(username: Username): Client;
  detail(who: Username, caseId: string): Promise<CaseDetail>;
  act(who: Username, caseId: string, event: string, fields?: WrittenFields): Promise<Answer<CaseDetail>>;
  /** The case of a report that sari took down. */
  takenDown(serviceId: 'letters' | 'desk'): Promise<string>;
  /** The case of a report that a citizen wrote. */
  written(channel: Written): Promise<string>;
  /** Another server on the same database, with the time of the first; it ends with the office at the latest. */
  startAnother(): Promise<TestServer>;
  close(): Promise<void>;
}

/** Opens on a Monday without holidays near, 23 November 2026 at 09:00 WIB. */
export async function openProcedureOffice(): Promise<ProcedureOffice> {
  const database = await createServerDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), 'sigap-procedures-'));
  writeFileSync(join(dataDir, 'services.yaml'), `services:\n${services}\n`);
  const servers: TestServer[] = [];
  const sent: OutboundMessage[] = [];
  let doors: Readonly<Record<Written, FakeGateway>> | null = null;
  const start = async (at: number) => {
    const clock = createTestClock(at);
    const gateways: Record<Written, FakeGateway> = {
      sms: createFakeGateway({ sent, now: clock.now }),
      whatsapp: createFakeGateway({ sent, name: 'wa', channels: ['whatsapp'], now: clock.now }),
    };
    doors ??= gateways;
    const started = await startTestServer({
      ...{ databaseUrl: database.url, dataDir, clock, gateways: Object.values(gateways) },
    });
    servers.push(started);
    return started;
  };
  const server = await start(Date.UTC(2026, 10, 23, 2, 0));
  const clients = new Map<Username, Client>();
  for (const username of usernames) clients.set(username, await server.logIn(username));
  const client = (username: Username) => clients.get(username) as Client;
  return {
    server,
    sent,
    client,
    detail: (who, caseId) => client(who).do('getCase', { params: { caseId } }),
    act: (who, caseId, event, fields) => client(who).attempt({ caseId }, event, fields),
    async takenDown(serviceId) {
      const who = {
        callerName: 'Siti Aminah',
        address: 'Bandungan',
        phone: serviceId === 'desk' ? '081234567890' : null,
      };
      const body = { serviceId, complaint: 'Antrean terlalu lama', ...who };
      return (await client('sari').do('openReport', { body })).caseId;
    },
    async written(channel) {
      await doors?.[channel].receive('KTP saya belum jadi', channel === 'sms' ? '081298765432' : '081234567890');
      const [row] = await server.sql<{ id: string }>(
        'SELECT id FROM case_file WHERE task_period IS NULL ORDER BY opened_at DESC LIMIT 1',
      );
      return row?.id ?? '';
    },
    startAnother: () => start(server.clock.now()),
    async close() {
      await Promise.all(servers.map((one) => one.stop()));
      await database.drop();
      rmSync(dataDir, { recursive: true });
    },
  };
}
