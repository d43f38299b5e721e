import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Response } from '../../server/contract/api.ts';
import type { Conversation, SendMessage } from '../../server/contract/messages.ts';
import type { StepCard } from '../../server/contract/steps.ts';
import type { CaseDetail } from '../../server/contract/views.ts';
import type { Answer, Client } from './client.ts';
import { createFakeGateway, type FakeGateway } from './fake-gateway.ts';
import { startTestServer, type TestServer } from './server.ts';
import { createServerDatabase } from './server-people.ts';
import { createTestClock, type TestClock } from './test-clock.ts';

/** Pages have no gateway. */
const services = `services:
  - { id: hotline, name: { id: Hotline, en: Hotline }, channel: phone, sop: depok, hours: hotline-24h }
  - { id: sms, name: { id: SMS, en: SMS }, channel: sms, sop: semarang, hours: hotline-24h, gateway: sms, addresses: ['08111631500'] }
  - { id: sms-office, name: { id: SMS kantor, en: Office SMS }, channel: sms, sop: semarang, hours: office, gateway: sms, addresses: ['08111631501'] }
  - { id: whatsapp, name: { id: WA, en: WA }, channel: whatsapp, sop: online, hours: hotline-24h, gateway: wa }
  - { id: facebook, name: { id: FB, en: FB }, channel: facebook, sop: online, hours: hotline-24h, gateway: pages }
  - { id: email, name: { id: Surel, en: E-mail }, channel: email, sop: online, hours: hotline-24h, gateway: email, addresses: [pengaduan@kota.example] }
`;

/** The citizen's number as dialled, and as gateways have it. */
export const siti = '081234567890';
export const sitiAddress = '+6281234567890';

/** An office that writes to citizens by SMS and WhatsApp, with sari at a browser. */
export interface MessageOffice {
  readonly server: TestServer;
  readonly databaseUrl: string;
  readonly clock: TestClock;
  readonly sms: FakeGateway;
  readonly wa: FakeGateway;
  readonly email: FakeGateway;
  readonly sari: Client;
  /** Siti writes what opens a case; its id. */
  reported(gateway: FakeGateway): Promise<string>;
  /** The case opened last. */
  newest(): Promise<string>;
  /** @param who sari when absent. @param key a request asked again has the same. */
  write(
    caseId: string,
    body: Partial<SendMessage> & { text: string },
    who?: Client,
    key?: string,
  ): Promise<Answer<Response<'sendMessage'>>>;
  detail(caseId: string): Promise<CaseDetail>;
  conversation(caseId: string): Promise<Conversation>;
  stepOf(caseId: string, name: string): Promise<StepCard | undefined>;
  /** @throws when the server's log has the citizen's number. */
  close(): Promise<void>;
}

/** Opens on a Monday without holidays near, 23 November 2026 at 09:00 WIB. */
export async function openMessageOffice(more: { readonly surveys?: string } = {}): Promise<MessageOffice> {
  const database = await createServerDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), 'sigap-messages-'));
  writeFileSync(join(dataDir, 'services.yaml'), services);
  if (more.surveys !== undefined) writeFileSync(join(dataDir, 'surveys.yaml'), more.surveys);
  const clock = createTestClock(Date.UTC(2026, 10, 23, 2, 0));
  const sms = createFakeGateway({ now: clock.now });
  const wa = createFakeGateway({ name: 'wa', channels: ['whatsapp'], now: clock.now });
  const email = createFakeGateway({ name: 'email', channels: ['email'], now: clock.now });
  const server = await startTestServer({ databaseUrl: database.url, dataDir, clock, gateways: [sms, wa, email] });
  const sari = await server.logIn('sari');
  const newest = async () => {
    const [row] = await server.sql<{ id: string }>(
      "SELECT id FROM case_file WHERE ticket_number LIKE 'SBY-%' ORDER BY opened_at DESC LIMIT 1",
    );
    return row?.id ?? '';
  };
  const detail = (caseId: string) => sari.do('getCase', { params: { caseId } });
  return {
    server,
    databaseUrl: database.url,
    clock,
    sms,
    wa,
    email,
    sari,
    newest,
    async reported(gateway) {
      await gateway.receive('Air mati sejak kemarin', siti);
      return newest();
    },
    write: (caseId, body, who = sari, key) =>
      who.call('sendMessage', {
        params: { caseId },
        body: { purpose: 'message', ...body },
        ...(key === undefined ? {} : { headers: { 'idempotency-key': key } }),
      }),
    detail,
    conversation: (caseId) => sari.do('messages', { params: { caseId } }),
    stepOf: async (caseId, name) => (await detail(caseId)).steps.find(({ step }) => step === name),
    async close() {
      await server.stop();
      server.log.assertNoPersonalData([siti]);
      await database.drop();
      rmSync(dataDir, { recursive: true });
    },
  };
}
