import type { Store } from '../../../server/app/ports/ports.ts';
import { replayCase } from '../../../server/domain/case/replay.ts';
import { createDataSource } from '../../../server/store/data-source.ts';
import { createStore } from '../../../server/store/store.ts';
import type { Client } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase } from '../../support/server-people.ts';
import { answeredCall, intake } from '../../support/server-scenario.ts';

let database: TestDatabase;
let server: TestServer;
let sari: Client;
let store: Store;
let close: () => Promise<void>;
beforeEach(async () => {
  database = await createServerDatabase();
  server = await startTestServer({ databaseUrl: database.url });
  sari = await server.logIn('sari');
  const dataSource = await createDataSource(database.url, 1).initialize();
  store = createStore({ dataSource, sealer: server.sealer, officeCode: 'SBY' });
  close = () => dataSource.destroy();
});
afterEach(async () => {
  await close();
  await server.stop();
  await database.drop();
});

/** Everything of cases that lies in the clear. */
const inTheClear = async () =>
  JSON.stringify(
    await server.sql(`SELECT data::text FROM case_event UNION ALL SELECT state::text FROM case_file
       UNION ALL SELECT words::text FROM case_search UNION ALL SELECT name || ' ' || address FROM caller`),
  ).toLowerCase();
const words = (params: { caseId: string }) =>
  sari
    .do('reveal', { params, body: { field: 'words', reason: 'salah ketik, dicek ulang' } })
    .then(({ words: hidden }) => hidden.map(({ label, text }) => `${label.en}: ${text}`));

describe('who somebody is, once corrected', () => {
  it('stands in no event as it was, of a call with a known caller, while the history says that it was put right', async () => {
    const first = await answeredCall(server, sari, await sari.desk(), '081234567890');
    const params = { caseId: first.caseId };
    await sari.act(params, 'intake.saved', { ...intake, callerName: 'Siti Aminnah', address: 'Gang Buntu 9' });
    await sari.act(params, 'case.corrected', { callerName: 'Siti Aminah', complaint: 'KTP hilang' });
    const once = await sari.act(params, 'case.corrected', { callerName: 'Sitti Aminah', address: 'Jl. Mawar 3' });
    const clear = await inTheClear();
    for (const gone of ['aminnah', 'siti aminah', 'gang buntu']) expect(clear).not.toContain(gone);
    expect(clear).toContain('sitti aminah');
    // What was reported is no name: it stays as it was told.
    expect(clear).toContain(intake.complaint.toLowerCase());
    const shown = once.history
      .filter(({ type }) => type === 'intake.saved' || type === 'case.corrected')
      .map(({ words: said }) => said.filter(({ label }) => label.en === 'Citizen’s name').map(({ value }) => value.en));
    expect(shown).toEqual([['[hidden]'], ['[hidden]'], ['Sitti Aminah']]);
    expect((await words(params)).sort()).toEqual([
      'Address: Gang Buntu 9',
      'Citizen’s name: Siti Aminah',
      'Citizen’s name: Siti Aminnah',
    ]);
  });

  it('is put right in the further ticket of the same call, where it says the same, and in that one’s history', async () => {
    const first = await answeredCall(server, sari, await sari.desk(), '081234567890');
    const params = { caseId: first.caseId };
    await sari.act(params, 'intake.saved', { ...intake, callerName: 'Bu Darmii', address: 'Gang Buntu 9' });
    await sari.act(params, 'solution.saved', { solution: 'Sudah' });
    await sari.act(params, 'confirmation.another', { confirmed: 'yes' });
    const [row] = await server.sql<{ id: string }>('SELECT id FROM case_file WHERE linked_to = $1', [
      first.ticketNumber,
    ]);
    const further = { caseId: row?.id ?? '' };
    await sari.act(further, 'intake.saved', { ...intake, callerName: 'Bu Darmii', address: 'Jl. Baru 1' });
    await sari.act(params, 'case.corrected', { callerName: 'Bu Darmi', address: 'Gang Buntu 19' });
    expect(await inTheClear()).not.toContain('darmii');
    const { caller, history } = await sari.do('getCase', { params: further });
    expect(caller).toMatchObject({ name: 'Bu Darmi', address: 'Jl. Baru 1' });
    expect(history.at(-1)).toMatchObject({ type: 'case.corrected', words: [{ value: { en: 'Bu Darmi' } }] });
    expect(await words(further)).toContain('Citizen’s name: Bu Darmii');
  });

  it('replays to the case as it stands', async () => {
    const { services } = await sari.do('services', {});
    const serviceId = services.find(({ channel }) => channel === 'letter')?.id ?? '';
    const report = { serviceId, complaint: 'Jalan rusak', callerName: 'Pak Ahmat', address: 'Dusun Lama' };
    const { caseId } = await sari.do('takeIntake', { body: report });
    await sari.act({ caseId }, 'case.corrected', { callerName: 'Pak Ahmad', address: '' });
    expect(await inTheClear()).not.toMatch(/ahmat|dusun lama/);
    const record = await store.caseById(caseId);
    if (!record) throw new Error('the case is gone');
    const sop = server.core.sops.get(record.sopId, record.sopVersion);
    const replayed = replayCase(sop, await store.historyOf(caseId), server.core.sops.timeOf(record.serviceId));
    // Who it is known as is no event of the case's.
    expect({ ...replayed, callerId: record.state.callerId }).toEqual(record.state);
    expect(replayed).toMatchObject({ callerName: 'Pak Ahmad', address: null });
  });
});
