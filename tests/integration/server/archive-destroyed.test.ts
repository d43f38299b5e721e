import { createHash } from 'node:crypto';
import { archivedCase, yearsPass } from '../../support/archived-cases.ts';
import { askBytes } from '../../support/files.ts';
import { openProcedureOffice, type ProcedureOffice } from '../../support/procedure-office.ts';
import { password, type Username } from '../../support/server-people.ts';

let office: ProcedureOffice;
beforeAll(async () => {
  office = await openProcedureOffice();
});
afterAll(() => office.close());

const reason = 'Masa retensinya habis, tidak ada perkara';
const lists = (who: Username) => office.client(who).do('destructions');
const sign = async (who: Username, destructionId: string, destroys = false) => {
  await office.client(who).do('proveMyself', { body: { password } });
  return office.client(who).call('signDestruction', { params: { destructionId }, body: { destroys } });
};
const propose = (caseIds: string[], key?: string) =>
  office.client('sinta').call('proposeDestruction', {
    body: { caseIds, reason },
    ...(key !== undefined && { headers: { 'idempotency-key': key } }),
  });
const figures = () => office.server.sql('SELECT * FROM case_fact ORDER BY case_id');

it('bundles whose time is over go by a list, two different people of whom one is the head, and minutes; the figures stay', async () => {
  const [first, second, third] = [await archivedCase(office), await archivedCase(office), await archivedCase(office)];
  expect((await lists('sinta')).due).toEqual([]);
  // Not one whose time is not over.
  expect((await propose([first])).problem?.type).toBe('archive_changed');
  await yearsPass(office, first, second);
  expect((await lists('sinta')).due.map(({ caseId }) => caseId).sort()).toEqual([first, second].sort());
  expect((await propose([first, third])).problem?.type).toBe('archive_changed');

  const asked = await Promise.all([
    propose([first, second], 'usul-musnah-satu'),
    propose([first, second], 'usul-musnah-satu'),
  ]);
  expect(asked.map(({ status }) => status)).toEqual([200, 200]);
  const { due, destructions } = await lists('sinta');
  expect([due, destructions.length]).toEqual([[], 1]);
  const [list] = destructions;
  const id = list?.destructionId ?? '';
  expect(list).toMatchObject({ state: 'proposed', reason, number: null, maySign: true });

  expect((await sign('sari', id)).status).toBe(403);
  expect((await sign('sinta', id)).status).toBe(200);
  expect((await sign('sinta', id)).problem?.type).toBe('four_eyes');
  // Two who are both not the head are not enough.
  expect((await sign('joko', id, true)).problem?.type).toBe('four_eyes');
  // Nobody destroys who meant to be the first of two.
  expect((await sign('wati', id)).problem?.type).toBe('archive_changed');
  const before = { figures: await figures(), cases: await office.server.sql('SELECT count(*) FROM case_file') };
  await office.client('wati').do('proveMyself', { body: { password } });
  const last = () =>
    office.client('wati').call('signDestruction', { params: { destructionId: id }, body: { destroys: true } });
  const done = await Promise.all([last(), last()]);
  expect(done.map(({ status }) => status).sort()).toEqual([200, 409]);

  const [after] = (await lists('wati')).destructions;
  expect(after).toMatchObject({ state: 'executed', number: '000.5.6.2/1/KEC-BDG/2026', maySign: false });
  expect(after?.signers.map(({ name, role }) => [name, role])).toEqual([
    ['sinta Uji', 'secretary'],
    ['wati Uji', 'head'],
  ]);
  const minutes = await askBytes(office.server.url, {
    path: `/api/archive/destructions/${id}/minutes`,
    headers: { cookie: office.client('wati').cookie },
  });
  expect([minutes.status, minutes.bytes.toString('latin1').match(/pdfaid:part>2</)?.length]).toEqual([200, 1]);
  const [kept] = await office.server.sql<{ sha256: string }>('SELECT sha256 FROM archive_destruction');
  expect(createHash('sha256').update(minutes.bytes).digest('hex')).toBe(kept?.sha256);

  // Nothing can be read any more, and what figures are made of is as it was.
  await office.client('wati').do('proveMyself', { body: { password } });
  const taken = await office.client('wati').call('takeBundle', { params: { caseId: first } });
  expect(taken.problem?.type).toBe('file_gone');
  const rows = await office.server.sql<{ key: string | null; files: number; name: string | null }>(
    `SELECT b.key_sealed AS key, c.state->>'callerName' AS name,
       (SELECT count(*) FROM file f WHERE f.case_id = c.id)::int AS files
     FROM archive_bundle b JOIN case_file c ON c.id = b.case_id WHERE c.id = ANY($1)`,
    [[first, second]],
  );
  expect(rows).toEqual([
    { key: null, files: 0, name: null },
    { key: null, files: 0, name: null },
  ]);
  expect({ figures: await figures(), cases: await office.server.sql('SELECT count(*) FROM case_file') }).toEqual(
    before,
  );
  expect((await office.client('wati').do('caseArchive', { params: { caseId: third } })).bundle?.goneAt).toBeNull();
  const noted = await office.server.sql<{ action: string }>(
    `SELECT action FROM audit_entry WHERE action IN ('archive.proposed', 'archive.signed', 'archive.destroyed') ORDER BY seq`,
  );
  expect(noted.map(({ action }) => action)).toEqual([
    ...['archive.proposed', 'archive.signed', 'archive.signed', 'archive.destroyed', 'archive.destroyed'],
  ]);

  // One that is refused stays, and so does one whose citizen asked that it be left alone.
  await yearsPass(office, third);
  await propose([third]);
  const [open] = (await lists('wati')).destructions;
  const destructionId = open?.destructionId ?? '';
  await office.server.sql('UPDATE case_file SET restricted_at = clock_timestamp() WHERE id = $1', [third]);
  await sign('joko', destructionId);
  expect((await sign('wati', destructionId, true)).problem?.type).toBe('archive_changed');
  const refuse = { params: { destructionId }, body: { reason: 'Diminta tidak diproses' } };
  await office.client('wati').do('refuseDestruction', refuse);
  const told = (await lists('wati')).destructions;
  expect(told.map(({ state }) => state)).toEqual(['refused', 'executed']);
  expect(told.map(({ refusedAt }) => refusedAt === null)).toEqual([false, true]);
  expect(told[0]?.refusedAt).toBeGreaterThanOrEqual(told[0]?.proposedAt ?? Number.NaN);
  const register = await office.server.sql(
    "SELECT last_number FROM paper_register WHERE register = 'pemusnahan-arsip'",
  );
  expect(register).toEqual([{ last_number: 1 }]);
});
