import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestDatabase } from '../../support/database.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase } from '../../support/server-people.ts';

const services = (spoken: string) => `bases:
  - { id: layanan, version: "2", kind: public_task, text: { id: Data dipakai untuk layanan ini., en: Data serve this. } }
services:
  - { id: hotline, name: { id: Hotline, en: Hotline }, channel: phone, sop: surabaya, hours: hotline-24h, basis: layanan${spoken} }
`;
let database: TestDatabase;
let dataDir: string;
let server: TestServer;
const open = async (spoken: string) => {
  writeFileSync(join(dataDir, 'services.yaml'), services(spoken));
  server = await startTestServer({ databaseUrl: database.url, dataDir });
};
beforeEach(async () => {
  database = await createServerDatabase();
  dataDir = mkdtempSync(join(tmpdir(), 'sigap-basis-'));
});
afterEach(async () => {
  await server.stop();
  await database.drop();
  rmSync(dataDir, { recursive: true });
});

const told = async (caseId: string) =>
  (await (await server.logIn('wati')).do('getCase', { params: { caseId } })).history.filter(
    ({ type }) => type === 'basis.told',
  );

/** Somebody whose ticket is made, and who hears the greeting. */
const arrives = async () => {
  const call = server.exchange.caller('081234567890');
  server.exchange.happen(call.arrived());
  const { ticketNumber } = await server.exchange.register(call);
  const [row] = await server.sql<{ id: string }>('SELECT id FROM case_file WHERE ticket_number = $1', [ticketNumber]);
  return { ...call, caseId: row?.id ?? '' };
};

it('whoever heard the greeting to its end was told the basis that it speaks, once', async () => {
  await open(', spoken: "2"');
  const call = await arrives();
  expect(await told(call.caseId)).toEqual([]);
  const heard = call.numberTold();
  server.exchange.happen(heard, heard, call.queued());
  await server.settled();
  const [entry, ...more] = await told(call.caseId);
  expect([entry?.at, more]).toEqual([heard.at, []]);
  expect(entry?.words.map(({ value }) => value.id)).toEqual([
    'pelayanan publik (pasal 20 ayat 2 e)',
    'layanan, versi 2',
  ]);
});

it('a greeting that does not speak it has told nobody', async () => {
  await open('');
  const call = await arrives();
  server.exchange.happen(call.numberTold(), call.queued());
  await server.settled();
  expect(await told(call.caseId)).toEqual([]);
});
