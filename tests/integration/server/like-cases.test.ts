import type { Client } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase, people } from '../../support/server-people.ts';
import { answeredCall, intake, type QueuedCall } from '../../support/server-scenario.ts';

let database: TestDatabase;
let server: TestServer;
let sari: Client;
let budi: Client;
let rina: Client;
const cases: QueuedCall[] = [];
const at = (index: number): QueuedCall => cases[index] as QueuedCall;

/** What callers report, in the order of their calls; the last two are one citizen's. */
const reports = [
  { category: 'ktp_el', complaint: 'KTP rusak terkena banjir di Gubeng', address: 'Jalan Melati 3, Gubeng' },
  { category: 'ktp_el', complaint: 'Kartu tanda penduduk rusak', address: 'Jalan Kenanga 9, Gubeng' },
  { category: 'moving', complaint: 'Menanyakan jam buka loket', address: 'Wonokromo' },
  { category: 'ktp_el', complaint: 'KTP rusak karena banjir', address: 'Gubeng' },
] as const;
const phones = ['081234567890', '085712345678', '081299990000', '081234567890'];

beforeAll(async () => {
  database = await createServerDatabase();
  server = await startTestServer({ databaseUrl: database.url });
  [sari, budi, rina] = [await server.logIn('sari'), await server.logIn('budi'), await server.logIn('rina')];
  const [sariDesk, budiDesk] = [await sari.desk(), await budi.desk()];
  const hadi = await server.logIn('hadi');
  await hadi.do('saveSynonyms', { body: { groups: [['KTP', 'kartu tanda penduduk']] } });
  for (const [index, report] of reports.entries()) {
    // The second and third are somebody else's.
    const [agent, desk] = index === 1 || index === 2 ? [budi, budiDesk] : [sari, sariDesk];
    const call = await answeredCall(server, agent, desk, phones[index] as string);
    cases.push(call);
    await agent.act(call, 'intake.saved', { ...intake, ...report });
    server.exchange.happen(call.ended());
    await desk.until('cases', (entry) => entry.caseId === call.caseId && !entry.callLive);
  }
});
afterAll(async () => {
  await server.stop();
  await database.drop();
});

const like = async (by: Client, index: number) => {
  const found = await by.do('likeCases', { params: { caseId: at(index).caseId } });
  const named = (some: typeof found.like) => some.map((one) => cases.findIndex(({ caseId }) => caseId === one.caseId));
  return { ...found, named: { like: named(found.like), earlier: named(found.earlier) } };
};

it('finds what is like a case by subject, place and words, those of the same number apart', async () => {
  const { named, like: found } = await like(rina, 0);
  expect(named).toEqual({ like: [1], earlier: [3] });
  expect(found[0]).toMatchObject({
    same: ['category', 'place', 'words'],
    open: true,
    ticketNumber: at(1).ticketNumber,
  });
  // By what the office calls it otherwise: the words themselves are others.
  expect((await like(rina, 1)).named.like).toEqual(expect.arrayContaining([0, 3]));
  expect((await like(rina, 2)).named).toEqual({ like: [], earlier: [] });
});

it('shows nothing that is written in them, and an agent that another’s opens for a reason', async () => {
  const { like: found } = await like(sari, 0);
  expect(found.map(({ open }) => open)).toEqual([false]);
  expect(JSON.stringify(found)).not.toMatch(/banjir|rusak|Melati|Kenanga|Siti/u);
  const read = await sari.call('getCase', { params: { caseId: at(1).caseId } });
  expect([read.status, read.problem?.type]).toEqual([403, 'reason_needed']);
});

it('is for those who may read the case, and shows officials only what they may read', async () => {
  expect((await budi.call('likeCases', { params: { caseId: at(0).caseId } })).status).toBe(403);
  const agus = await server.logIn('agus');
  expect((await agus.call('likeCases', { params: { caseId: at(0).caseId } })).status).toBe(404);
  const take = async (index: number, officialId: string) =>
    server.sql(
      `UPDATE case_file SET official_id = $2::uuid, state = state || jsonb_build_object('officialId', $2::text) WHERE id = $1`,
      [at(index).caseId, officialId],
    );
  await take(0, people.agus.id);
  await take(1, people.agus.id);
  await take(3, people.tono.id);
  expect((await like(agus, 0)).named).toEqual({ like: [1], earlier: [] });
});

it('what is opened of them is an entry of the audit, as any reading is', async () => {
  const readings = () =>
    server.sql(`SELECT 1 FROM audit_entry WHERE action = 'read.case' AND person_id = $1 AND subject = $2`, [
      people.rina.id,
      at(1).caseId,
    ]);
  await like(rina, 0);
  expect(await readings()).toHaveLength(0);
  await rina.do('getCase', { params: { caseId: at(1).caseId } });
  expect(await readings()).toHaveLength(1);
});

it('leaves out pranks, and those that nobody reads at their citizen’s wish', async () => {
  await server.sql(`UPDATE case_file SET disposition = 'prank' WHERE id = $1`, [at(1).caseId]);
  expect((await like(rina, 3)).named.like).toEqual([]);
  await server.sql(`UPDATE case_file SET disposition = NULL, restricted_at = now(), closed_at = now() WHERE id = $1`, [
    at(1).caseId,
  ]);
  expect((await like(rina, 3)).named.like).toEqual([]);
});

it('goes by what is being typed while the caller talks, before anything is saved', async () => {
  const call = await answeredCall(server, budi, await budi.desk(), '085700001111');
  const { caseId } = call;
  const found = async () => (await budi.do('likeCases', { params: { caseId } })).like.map((one) => one.caseId);
  expect(await found()).toEqual([]);
  const typing = { event: 'intake.saved', fields: { category: 'ktp_el', complaint: 'KTP rusak kena banjir' } } as const;
  await budi.do('saveDraft', { params: { caseId }, body: typing });
  expect((await found()).sort()).toEqual([at(0).caseId, at(3).caseId].sort());
});
