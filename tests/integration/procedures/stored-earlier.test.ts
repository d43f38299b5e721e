import { replayCase } from '../../../server/domain/case/replay.ts';
import type { SopDefinition } from '../../../server/domain/sop/definition.ts';
import { createDataSource } from '../../../server/store/data-source.ts';
import { createStore } from '../../../server/store/store.ts';
import { filledIn } from '../../support/filled-in.ts';
import { foundOwnOffice, ownParts, ownText } from '../../support/own-office.ts';
import type { ProcedureOffice } from '../../support/procedure-office.ts';
import { until } from '../../support/until.ts';

/** What a procedure says that an earlier server did not know of, and so did not keep. */
const later = {
  sop: ['fields', 'closings', 'letterhead', 'signatures', 'performers'],
  step: ['forms', 'tells', 'closes', 'shares'],
};

let office: ProcedureOffice;
beforeAll(async () => {
  office = await foundOwnOffice(ownText);
});
afterAll(() => office?.close());

const without = <T extends object>(all: T, names: readonly string[]): T =>
  Object.fromEntries(Object.entries(all).filter(([name]) => !names.includes(name))) as T;

it('a case whose stored version lacks its fields opens with all that is written in it, prints, replays, and goes on to its end', async () => {
  const caseId = await office.takenDown('well');
  const form = (await office.detail('sari', caseId)).actions.find(({ event }) => event === 'intake.saved');
  if (!form) throw new Error('nothing to fill in');
  const sari = office.client('sari');
  const given = { valve: 'Bawah pohon randu', smells: 'no', meterNumber: '654321' };
  await sari.act({ caseId }, 'intake.saved', await filledIn(sari, form, given));

  const { sql } = office.server;
  const [stored] = await sql<{ body: SopDefinition }>("SELECT body FROM sop_version WHERE id = 'tirta-desa'");
  const body = without(stored?.body as SopDefinition, later.sop);
  const earlier = { ...body, steps: body.steps.map((step) => without(step, later.step)) };
  await sql("UPDATE sop_version SET source = NULL, digest = NULL, body = $1 WHERE id = 'tirta-desa'", [
    JSON.stringify(earlier),
  ]);
  await office.restart(ownParts('tirta-desa'));

  const page = await office.detail('sari', caseId);
  expect(page.contents.map(({ value }) => value.en)).toEqual(
    expect.arrayContaining(['Bawah pohon randu', '654321', 'Antrean terlalu lama']),
  );
  expect(page.history.find(({ type }) => type === 'intake.saved')?.words.map(({ value }) => value.id)).toContain(
    'Bawah pohon randu',
  );
  const of = { params: { sopId: 'tirta-desa', version: '2026-11' } };
  const printed = await office.client('wati').do('getSop', of);
  expect(JSON.stringify(printed)).toContain('Juru air memperbaiki sambungan');

  const dataSource = await createDataSource(office.databaseUrl, 2).initialize();
  try {
    const store = createStore({ dataSource, sealer: office.server.sealer, officeCode: 'TES' });
    const { sops } = office.server.core;
    const record = await store.caseById(caseId);
    if (!record) throw new Error('no case');
    const again = replayCase(sops.get('tirta-desa', '2026-11'), await store.historyOf(caseId), sops.timeOf('well'));
    expect([again.sop, again.status, again.notes]).toEqual([record.state.sop, record.state.status, record.state.notes]);
  } finally {
    await dataSource.destroy();
  }

  const doers = { 'case.forwarded': 'sari', 'action.done': 'lia', 'recommendation.approved': 'wati' } as const;
  for (const [event, who] of Object.entries(doers)) {
    const action = (await office.detail(who, caseId)).actions.find((one) => one.event === event);
    if (!action) throw new Error(`${who} is not offered ${event}`);
    const client = office.client(who);
    await client.act({ caseId }, event, await filledIn(client, action, {}));
  }
  const last = (await office.detail('sari', caseId)).actions.find(({ step }) => step !== null);
  if (!last) throw new Error('nobody can end it');
  const now = office.client('sari');
  await now.act({ caseId }, last.event, await filledIn(now, last, {}));
  await until('it is closed', async () => (await office.detail('rina', caseId)).status === 'closed');
});
