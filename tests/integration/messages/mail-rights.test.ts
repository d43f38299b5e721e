import { createDataSource } from '../../../server/store/data-source.ts';
import { createRetentionStore } from '../../../server/store/retention.ts';
import type { MailHead } from '../../../telephony/messaging/port.ts';
import { type MessageOffice, openMessageOffice } from '../../support/message-office.ts';

let office: MessageOffice;
beforeEach(async () => {
  office = await openMessageOffice();
});
afterEach(() => office.close());

const ratna = 'Ratna.Dewi@Warga.Example';
const machine = 'cuti@kantor.example';
const to = 'pengaduan@kota.example';
const mail = (messageId: string): MailHead => ({
  messageId,
  subject: 'Jalan',
  answersOurs: [],
  answers: [],
  quoted: '',
});
/** A ticket of Ratna's, and an automatic answer of a machine in none. */
async function written() {
  await office.email.receive('Jalan rusak di depan rumah', ratna, { to, mail: mail('r1@warga.example') });
  await office.email.receive('Saya cuti sampai Senin', machine, {
    to,
    mail: mail('m1@kantor.example'),
    aside: 'auto_reply',
  });
}
const whose = (value: string) => ({ by: 'email' as const, value, callerId: null, reason: 'surat permintaan warga' });
const aside = () =>
  office.server.sql<{ emptied: boolean; ids: number }>(
    `SELECT address_masked = '' AS emptied, (SELECT count(*)::int FROM mail_id i WHERE i.message_id = m.id) AS ids
     FROM message m WHERE case_id IS NULL AND direction = 'in'`,
  );

it('a person is found by an e-mail address, however it is written, in tickets and among what is in none', async () => {
  await written();
  const nadia = await office.server.logIn('nadia');
  const found = await nadia.do('findPerson', { body: whose(' ratna.dewi@WARGA.example ') });
  expect(found).toMatchObject({ masked: 'r***@warga.example', aside: 0 });
  expect(found.cases.map(({ caseId }) => caseId)).toEqual([await office.newest()]);
  expect(await nadia.do('findPerson', { body: whose(machine) })).toMatchObject({ cases: [], aside: 1 });
  expect(await nadia.do('findPerson', { body: whose('siapa@warga.example') })).toMatchObject({ cases: [], aside: 0 });
  const wrong = await nadia.call('findPerson', { body: whose('ratna di warga') });
  expect(wrong.problem?.errors).toEqual([expect.objectContaining({ field: 'value', code: 'email_address' })]);
  // A ticket that began by a message from elsewhere, in which she wrote by e-mail, is hers to see as well.
  const other = await office.reported(office.sms);
  await office.server.sql(`UPDATE message SET case_id = $1 WHERE id LIKE '%m1@%' OR aside = 'auto_reply'`, [other]);
  const both = await nadia.do('findPerson', { body: whose(machine) });
  expect(both.cases.map(({ caseId }) => caseId)).toEqual([other]);
  const reads = await office.server.sql<{ subject: string }>(
    "SELECT subject FROM audit_entry WHERE action = 'subject.found'",
  );
  expect(JSON.stringify(reads)).not.toMatch(/warga|ratna/i);
});

it('an erasure by e-mail address empties what lies in no ticket, and the ticket when it is over', async () => {
  await written();
  const [nadia, wati] = [await office.server.logIn('nadia'), await office.server.logIn('wati')];
  const erase = async (value: string) => {
    const { erasureId } = await nadia.do('askErasure', { body: whose(value) });
    const body = { confirmed: true, reason: 'permintaan sah menurut hukum' };
    return wati.do('decideErasure', { params: { erasureId }, body });
  };
  expect(await aside()).toEqual([{ emptied: false, ids: 1 }]);
  expect(await erase(machine)).toEqual({ cases: 0 });
  expect(await aside()).toEqual([{ emptied: true, ids: 0 }]);
  expect((await nadia.call('askErasure', { body: whose(machine) })).problem?.type).toBe('nobody_known');
  expect((await nadia.call('askErasure', { body: whose(ratna) })).problem?.type).toBe('case_open');
  const caseId = await office.newest();
  await office.server.sql(
    `UPDATE case_file SET closed_at = now(), next_deadline = NULL, status = 'closed',
       state = state || jsonb_build_object('status', 'closed', 'closedAt', 1795322123000) WHERE id = $1`,
    [caseId],
  );
  expect(await erase(ratna)).toEqual({ cases: 1 });
  const rows = await office.server.sql<{ row: string }>(
    `SELECT to_jsonb(m)::text AS row FROM message m UNION ALL SELECT to_jsonb(c)::text FROM case_file c
     UNION ALL SELECT to_jsonb(i)::text FROM mail_id i`,
  );
  expect(rows.map(({ row }) => row).join('\n')).not.toMatch(/r\*\*\*|warga\.example|rusak/);
  expect(await nadia.do('findPerson', { body: whose(ratna) })).toMatchObject({ cases: [], people: [], aside: 0 });
});

it('what lies in no ticket, and what could not be stored, is let go of as other messages are', async () => {
  await written();
  const { server } = office;
  await server.sql(
    `INSERT INTO message_set_aside (id, gateway, reason, body_sealed) VALUES ('x', 'email', 'fault', 'sealed')`,
  );
  const source = await createDataSource(office.databaseUrl, 2).initialize();
  try {
    const sopOf = ({ sopId, sopVersion }: { sopId: string; sopVersion: string }) =>
      server.core.sops.get(sopId, sopVersion);
    const store = createRetentionStore(source, { sealer: server.sealer, sopOf });
    const hour = 3_600_000;
    // Their own moments say nothing: the sender may have put any on them.
    await server.sql("UPDATE message SET at = now() - interval '900 days' WHERE case_id IS NULL");
    expect(await store.countDue('messages', Date.now() - hour)).toBe(0);
    const pages: number[] = [];
    expect(await store.countDue('messages', Date.now() + hour)).toBe(2);
    await store.letGo('messages', Date.now() + hour, async (page) => pages.push(page) > 0);
    expect(pages).toEqual([2]);
    expect(await store.countDue('messages', Date.now() + hour)).toBe(0);
  } finally {
    await source.destroy();
  }
  expect(await aside()).toEqual([{ emptied: true, ids: 0 }]);
  expect(await server.sql('SELECT 1 FROM message_set_aside')).toEqual([]);
  // That of an open ticket stays, whoever it is.
  expect(await server.sql("SELECT 1 FROM message WHERE case_id IS NOT NULL AND address_masked <> ''")).not.toEqual([]);
});
