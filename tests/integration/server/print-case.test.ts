import { askBytes } from '../../support/files.ts';
import { letterToBeArchived } from '../../support/paper-hands.ts';
import { openProcedureOffice, type ProcedureOffice } from '../../support/procedure-office.ts';
import type { Username } from '../../support/server-people.ts';

let office: ProcedureOffice;
beforeAll(async () => {
  office = await openProcedureOffice();
});
afterAll(() => office.close());

const print = (who: Username, caseId: string) =>
  askBytes(office.server.url, {
    path: `/api/cases/${caseId}/print`,
    headers: { cookie: office.client(who).cookie },
  });

it('a case is printed as a whole, also when it is over; nothing is kept of it, and who printed it is written down', async () => {
  const caseId = await letterToBeArchived(office);
  expect((await print('sari', caseId)).status).toBe(200);
  await office.act('sari', caseId, 'case.archived');
  const closed = await office.server.sql('SELECT 1 FROM case_file WHERE id = $1 AND closed_at IS NOT NULL', [caseId]);
  expect(closed).toHaveLength(1);
  const rows = () =>
    office.server.sql('SELECT (SELECT count(*) FROM paper)::int AS papers, (SELECT count(*) FROM file)::int AS files');
  const before = await rows();

  const { status, headers, bytes } = await print('wati', caseId);
  expect([status, headers['content-type']]).toEqual([200, 'application/pdf']);
  expect(headers['content-disposition']).toMatch(/^attachment; filename=[A-Z0-9-]+\.pdf$/);
  expect(bytes.toString('latin1')).toMatch(/pdfaid:part>2</);
  expect(await rows()).toEqual(before);
  const noted = await office.server.sql<{ person: string }>(
    `SELECT p.username AS person FROM audit_entry a JOIN person p ON p.id = a.person_id
     WHERE a.action = 'paper.printed' AND a.subject = $1 ORDER BY a.seq`,
    [caseId],
  );
  expect(noted.map(({ person }) => person)).toEqual(['sari', 'wati']);
});

it('is printed by nobody who may not read it, or whose work is not with papers', async () => {
  const caseId = await office.takenDown('letters');
  expect((await print('nadia', caseId)).type).toBe('not_found');
  expect((await print('lia', caseId)).type).toBe('not_found');
});
