import type { FakeGateway } from '../../support/fake-gateway.ts';
import { type MessageOffice, openMessageOffice, siti } from '../../support/message-office.ts';
import { until } from '../../support/until.ts';

const surveys = `questions:
  - { key: pelayanan, version: "1", text: { id: 'Bagaimana pelayanan kami?', en: 'How was our service?' } }
  - { key: hasil, version: "1", text: { id: 'Bagaimana hasilnya?', en: 'How did it end?' } }
services:
  - { service: whatsapp, asks: [pelayanan, hasil], by: [message, page] }
  - { service: sms-office, asks: [hasil], by: [message] }
`;
let office: MessageOffice;
let wa: FakeGateway;
beforeAll(async () => {
  office = await openMessageOffice({ surveys });
  ({ wa } = office);
});
afterAll(() => office.close());

const reported = async (from: string, gateway = wa, more = {}) => {
  await gateway.receive('Air mati sejak kemarin', from, more);
  return office.newest();
};
/** As it ends by its procedure, with what figures keep of it. */
const close = async (caseId: string, endedAs: string | null = null) => {
  const at = new Date(office.clock.now());
  const state = { status: 'closed', closedAt: at.getTime(), endedAs };
  await office.server.sql(
    'UPDATE case_file SET closed_at = $2, next_deadline = NULL, state = state || $3::jsonb WHERE id = $1',
    [caseId, at, JSON.stringify(state)],
  );
  await office.server.sql(
    `INSERT INTO case_fact (case_id, service_id, channel, sop_id, sop_version, kind, opened_at, closed_at, ended_as, prank, follows,
       answered, handed_over, first_contact)
     SELECT id, service_id, 'whatsapp', sop_id, sop_version, 'complaint', opened_at, closed_at, $2, false, false, true, false, true
     FROM case_file WHERE id = $1`,
    [caseId, endedAs ?? 'closed'],
  );
};
const askings = (gateway: FakeGateway, to: string) =>
  gateway.sent.filter((one) => one.to === `+62${to.slice(1)}` && one.text.includes('Balas satu angka'));
const asked = async (gateway: FakeGateway, to: string, times = 1) => {
  await until('the citizen is asked', () => askings(gateway, to).length === times, 30_000);
  return askings(gateway, to).at(-1)?.text;
};
const answers = (caseId: string) =>
  office.server.sql('SELECT question, value, channel, message_id, agent_id FROM survey_answer WHERE case_id = $1', [
    caseId,
  ]);
const cases = async () => (await office.server.sql<{ n: number }>('SELECT count(*)::int AS n FROM case_file'))[0]?.n;

it('a citizen whose ticket is over is asked one question and answers by a digit, once, which makes no ticket', async () => {
  const caseId = await reported(siti);
  const { ticketNumber } = await office.detail(caseId);
  await close(caseId);
  expect(await asked(wa, siti)).toBe(
    `Laporan ${ticketNumber} sudah selesai. Bagaimana pelayanan kami? Balas satu angka: 1 Tidak baik, 2 Kurang baik, 3 Baik, 4 Sangat baik.`,
  );
  const before = await cases();
  await wa.receive('7', siti);
  expect(await answers(caseId)).toEqual([]);
  const { id } = await wa.receive('Nilai 4', siti);
  await wa.receive('1', siti);
  expect(await answers(caseId)).toEqual([
    { question: 'pelayanan', value: 4, channel: 'message', message_id: id, agent_id: null },
  ]);
  expect(await cases()).toBe(before);
  // Who reads the conversation, as the one who served, does not read how it was rated.
  const why = { reason: 'memeriksa percakapan warga' };
  await office.sari.do('openCase', { params: { caseId }, body: why });
  const { messages } = await office.conversation(caseId);
  expect(messages.filter(({ text }) => /[14]$/.test(text) && !text.includes('Balas'))).toEqual([]);
  // What is no number is a report, as before.
  await wa.receive('Airnya mati lagi', siti);
  expect(await cases()).toBe((before ?? 0) + 1);
});

it('is not asked of whom nothing may be sent, whose ticket was ended otherwise, or who was asked this week', async () => {
  const [quiet, junk, often, last] = ['081211110001', '081211110002', '081211110003', '081211110004'] as const;
  const stopped = await reported(quiet);
  await wa.receive('STOP', quiet);
  await close(stopped);
  await close(await reported(junk), 'junk');
  await close(await reported(often));
  await asked(wa, often);
  await close(await reported(often));
  // Asked of the one after them, they have been looked at.
  await close(await reported(last));
  await asked(wa, last);
  expect([quiet, junk, often].map((to) => askings(wa, to).length)).toEqual([0, 0, 1]);
});

it('a digit of somebody who was not asked is what it was before', async () => {
  const citizen = '081211110005';
  const caseId = await reported(citizen);
  await close(caseId, 'withdrawn');
  const before = await cases();
  await wa.receive('4', citizen);
  expect([await answers(caseId), await cases()]).toEqual([[], (before ?? 0) + 1]);
});

it('a ticket that ends in the night is asked about in the morning', async () => {
  const citizen = '081211110006';
  const caseId = await reported(citizen, office.sms, { to: '08111631501' });
  office.clock.move(12 * 3_600_000);
  await close(caseId);
  const night = office.clock.now();
  // It has been looked at meanwhile, and let be.
  const other = '081211110007';
  await close(await reported(other));
  await asked(wa, other);
  expect(askings(office.sms, citizen)).toEqual([]);
  office.clock.move(12 * 3_600_000);
  await asked(office.sms, citizen);
  expect(office.clock.now() - night).toBeGreaterThan(11 * 3_600_000);
});
