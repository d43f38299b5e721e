import { eventId } from '../../../telephony/ids.ts';
import type { HandedOver } from '../../../telephony/recording.ts';
import { type Client, requestOf, type View } from '../../support/client.ts';
import type { FakeGateway } from '../../support/fake-gateway.ts';
import { type Office, openOffice } from '../../support/office.ts';
import type { TestServer } from '../../support/server.ts';
import type { TestClock } from '../../support/test-clock.ts';
import { until } from '../../support/until.ts';

/** One hotline by a procedure that says nothing of messages, one by one that begins with what is received. */
const services = `bases:
  - { id: public-service, version: "1", kind: public_task, text: { id: Untuk layanan publik., en: For a public service. } }
services:
  - { id: hotline, name: { id: Hotline, en: Hotline }, channel: phone, sop: surabaya, hours: office, answers_by: sms, basis: public-service, closes: true, voicemail: true, overflow: { after: 120, to: voicemail } }
  - { id: district, name: { id: Kecamatan, en: District }, channel: phone, sop: bandungan, hours: office, answers_by: sms, basis: public-service, addresses: ['0298711585'], catalogue: district, voicemail: true, closes: true }
  - { id: sms, name: { id: SMS, en: SMS }, channel: sms, sop: semarang, hours: office, gateway: sms, addresses: ['08111631500'], basis: public-service }
`;
const mobile = '081234567890';
const hour = 3_600_000;

let office: Office;
let clock: TestClock;
let sms: FakeGateway;
let server: TestServer;
let sari: Client;
let inbox: View;

async function start(exchange?: TestServer['exchange']): Promise<void> {
  server = await office.start(exchange);
  sari = await server.logIn('sari');
  inbox = await sari.open('inbox:agent');
}
beforeEach(async () => {
  // A Monday without holidays near, 19:00 WIB: closed.
  office = await openOffice(services, Date.UTC(2026, 10, 23, 12, 0));
  ({ clock, sms } = office);
  await start();
});
afterEach(() => office.close([mobile]));

/** µ-law: a loud square wave, or a quiet line. */
const said = (ms: number) => Buffer.from(Array.from({ length: ms * 8 }, (_, at) => (at % 8 < 4 ? 0x90 : 0x10)));
const hum = (ms: number) => Buffer.alloc(ms * 8, 0xfe);
const messageOf = (callId: string, sound: Buffer): HandedOver => ({
  ...{ callId, kind: 'message', reference: 'pesan-1.2', lengthMs: sound.length / 8, whole: true },
  sound: async function* () {
    yield sound;
  },
});

/** Calls, is told that nobody is there, and says something after the tone, or nothing. */
async function leaves(dnis = '112', ani: string | null = mobile) {
  const call = server.exchange.caller(ani, { dnis });
  server.exchange.happen(call.arrived());
  const asked = await server.core.callEvents.register({ callId: call.callId, at: clock.now(), ani, dnis });
  const { callId } = call;
  const why = 'voicemail';
  server.exchange.happen(call.numberTold(), {
    ...({ type: 'call.turned_away', id: eventId.turnedAway(callId, why), callId, at: clock.now(), why } as const),
  });
  clock.move(9_000);
  server.exchange.happen(call.ended());
  await server.settled();
  return { ...call, ...asked };
}
const cases = () =>
  server.sql<{
    id: string;
    ticket_number: string;
    status: string;
    linked_to: string | null;
    next_deadline: Date | null;
  }>(
    'SELECT id, ticket_number, status, linked_to, next_deadline FROM case_file ORDER BY opened_at, linked_to NULLS FIRST',
  );
const outcomes = () => server.sql('SELECT outcome FROM call');
const texts = () => sms.sent.map(({ text }) => text);

it('is offered outside of the hours and after the longest wait, where the service says so', async () => {
  const closed = await server.core.callEvents.register({ callId: 'a-1', at: clock.now(), ani: mobile, dnis: '112' });
  expect(closed.door).toEqual({ tells: ['closed'], turnsAway: 'closed', takesMessages: true });
  clock.move(14 * hour);
  const open = await server.core.callEvents.register({ callId: 'a-2', at: clock.now(), ani: mobile, dnis: '112' });
  expect(open.door).toEqual({ tells: [], turnsAway: null, longest: { ms: 120_000, to: 'voicemail' } });
});

it('becomes a ticket where the procedure takes reports: in the inbox, with its clock, sound and number by SMS, heard with audit', async () => {
  const call = await leaves('0298711585');
  expect(await outcomes()).toEqual([{ outcome: 'voicemail' }]);
  // Nobody writes to him before it is known what he left.
  expect(texts()).toEqual([]);
  expect(await server.exchange.handOver(messageOf(call.callId, said(4_000)))).toBe('kept');
  const [first, second, ...none] = await cases();
  expect([none, second?.linked_to, second?.status]).toEqual([[], first?.ticket_number, 'open']);
  expect(second?.next_deadline).not.toBeNull();
  const caseId = second?.id ?? '';
  await inbox.until('cases', (card) => card.caseId === caseId);
  const missed = await inbox.until('missed', (card) => card.caseId === caseId);
  expect(missed.ticketNumber).toBe(second?.ticket_number);
  await until('he is written to', () => texts().length === 1);
  expect(texts()[0]).toContain(second?.ticket_number);

  const { recordings, history } = await sari.do('getCase', { params: { caseId } });
  expect(recordings).toMatchObject([{ callId: call.callId, kind: 'message', lengthMs: 4_000, whole: true }]);
  expect(history[0]?.words).toContainEqual({
    ...{ label: { id: 'Pesan suara', en: 'Voice message' }, value: { id: '4 detik', en: '4 seconds' } },
  });
  const { method, path, headers } = requestOf('hearMessage', {
    params: { callId: call.callId, reference: 'pesan-1.2' },
  });
  const hear = (who: Client) => fetch(server.url + path, { method, headers: { ...headers, cookie: who.cookie } });
  const heard = await hear(sari);
  expect([heard.status, (await heard.arrayBuffer()).byteLength]).toEqual([200, 44 + 64_000]);
  expect(await server.sql("SELECT subject FROM audit_entry WHERE action = 'listen.message'")).toEqual([
    { subject: caseId },
  ]);
  // Of somebody who may not read the ticket, and of what is no message: nothing.
  expect((await hear(await server.logIn('dewi'))).status).toBe(404);

  // Told again, as after a crash before it was removed: it is the same.
  expect(await server.exchange.handOver(messageOf(call.callId, said(4_000)))).toBe('kept');
  expect([(await cases()).length, texts().length]).toEqual([2, 1]);
});

it('of silence makes no ticket; he stays a missed caller, and is written to as such', async () => {
  const call = await leaves();
  expect(await server.exchange.handOver(messageOf(call.callId, hum(7_000)))).toBe('kept');
  const [only, ...none] = await cases();
  expect(none).toEqual([]);
  await inbox.until('missed', (card) => card.ticketNumber === only?.ticket_number);
  await until('he is written to', () => texts().length === 1);
  expect(texts()[0]).toContain('belum sempat kami jawab');
  expect(await server.sql('SELECT 1 FROM recording')).toEqual([]);
  expect(await server.exchange.handOver(messageOf(call.callId, hum(7_000)))).toBe('kept');
  expect(texts()).toHaveLength(1);
});

it('that came while we were away is taken up afterwards, of one whose number nobody knows too', async () => {
  const { exchange } = server;
  const call = await leaves('112', null);
  await server.stop();
  await start(exchange);
  expect(await server.exchange.handOver(messageOf('fake-nobody.1', said(2_000)))).toBe('later');
  expect(await server.exchange.handOver(messageOf(call.callId, said(2_000)))).toBe('kept');
  const [, second] = await cases();
  await inbox.until('cases', (card) => card.caseId === second?.id);
  expect(texts()).toEqual([]);
});

it('belongs to the ticket of his call where the procedure begins with talks alone: he is called back from that', async () => {
  const call = await leaves();
  expect(await server.exchange.handOver(messageOf(call.callId, said(2_000)))).toBe('kept');
  const [only, ...none] = await cases();
  expect([none, only?.status]).toEqual([[], 'abandoned']);
  await inbox.until('missed', (card) => card.caseId === only?.id);
  await until('he is written to', () => texts().length === 1);
  expect(texts()[0]).toContain(`suara Anda sudah kami terima. Nomor tiket: ${only?.ticket_number}`);
  const { recordings } = await sari.do('getCase', { params: { caseId: only?.id ?? '' } });
  expect(recordings).toMatchObject([{ kind: 'message', lengthMs: 2_000 }]);
  const params = { callId: call.callId, reference: 'pesan-1.2' };
  expect((await sari.call('hearMessage', { params })).status).toBe(200);
});
