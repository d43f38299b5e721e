import { createGammuGateway } from '../../telephony/messaging/gammu/gateway.ts';
import { headerOf } from '../../telephony/messaging/gammu/parts.ts';
import type { DeliveryReported, MessageGateway, MessageReceived } from '../../telephony/messaging/port.ts';
import { segmentsOf } from '../../telephony/messaging/segments.ts';
import { type LabGammu, startGammu } from './lab/gammu.ts';
import { until } from './lab/processes.ts';

const office = '+628990000100';
const citizen = '+628110000001';

describe('the gateway of Gammu on a real SMS daemon', () => {
  let gammu: LabGammu;
  let gateway: MessageGateway;
  const received: MessageReceived[] = [];
  const reported: DeliveryReported[] = [];

  beforeAll(async () => {
    gammu = await startGammu('modem-1');
    gateway = createGammuGateway({
      name: 'modem',
      databaseUrl: gammu.databaseUrl,
      phones: [{ id: 'modem-1', number: office }],
      perSecond: 1,
      pollMs: 1000,
      now: () => Date.now(),
    });
    gateway.start({
      received: async (message) => void received.push(message),
      reported: async (report) => void reported.push(report),
    });
    await until('a modem', () => gateway.status().connected);
  });
  afterAll(async () => {
    await gateway.stop();
    await gammu.stop();
  });

  const secondsAgo = (seconds: number) => new Date(Math.floor(Date.now() / 1000 - seconds) * 1000);
  const text = (about: string) =>
    until(`the message ${about}`, () => received.find((each) => each.text.includes(about)), 20_000);

  it('receives a message, with the moment of the SMS centre', async () => {
    const at = secondsAgo(30);
    await gammu.receive({ number: citizen, text: 'Jalan berlubang di Jl. Mawar [5]', at });
    expect(await text('Mawar')).toMatchObject({
      gateway: 'modem',
      channel: 'sms',
      from: citizen,
      to: office,
      text: 'Jalan berlubang di Jl. Mawar [5]',
      at: at.getTime(),
      media: [],
    });
  });

  it('receives an emoji', async () => {
    await gammu.receive({ number: citizen, text: 'terima kasih 🙏', at: secondsAgo(5), coding: 'Unicode' });
    expect((await text('kasih')).text).toBe('terima kasih 🙏');
  });

  it('receives a long message in parts, in whatever order', async () => {
    const long = `Panjang: ${'lampu jalan mati sejak hari Senin. '.repeat(10)}selesai`;
    const { parts } = segmentsOf(long);
    const rows = parts.map((part, at) => ({
      number: citizen,
      text: part,
      at: secondsAgo(5),
      udh: headerOf({ reference: 77, total: parts.length, position: at + 1 }),
    }));
    expect(rows.length).toBe(3);
    await gammu.receive(...rows.reverse());
    expect((await text('Panjang')).text).toBe(long);
    expect(received.filter((each) => each.text.includes('hari Senin'))).toHaveLength(1);
  });

  const status = (reference: string, what: string) =>
    until(
      `${reference} ${what}`,
      () => reported.find((each) => each.reference === reference && each.status === what),
      20_000,
    );
  const sentTexts = async (reference: string) => {
    const { rows } = await gammu.pool.query(
      'select "TextDecoded", "CreatorID", "TPMR" from sentitems where "ID" = $1 order by "SequencePosition"',
      [Number(reference)],
    );
    return rows as { TextDecoded: string; CreatorID: string; TPMR: number }[];
  };
  const send = async (id: string, what: string, again = false, to = citizen) => {
    const outcome = await gateway.send(
      { id, writtenAt: Date.now(), channel: 'sms', from: office, to, text: what, template: null },
      again,
    );
    if (!outcome.ok) throw new Error(outcome.reason);
    return outcome.reference;
  };

  it.each([
    ['a short message', 'Nomor laporan Anda DPK-20261122-0007', 1],
    ['one with letters that GSM escapes', 'Biaya: €0 [gratis] {ya} ~ ^ | \\', 1],
    ['a long one', 'Laporan Anda diteruskan ke dinas terkait. '.repeat(6), 2],
    ['a long one with emoji', 'Terima kasih 🙏 atas laporannya. '.repeat(5), 3],
  ])('sends %s, and says so', async (_what, what, count) => {
    const id = `${'x'.repeat(60)}-${_what.length}`;
    const reference = await send(id, what);
    const report = await status(reference, 'sent');
    expect(report).toMatchObject({ messageId: id, gateway: 'modem', errorCode: null });
    expect(Math.abs(Date.now() - report.at)).toBeLessThan(30_000);
    const rows = await sentTexts(reference);
    expect(rows).toHaveLength(count);
    expect(rows.map((row) => row.TextDecoded).join('')).toBe(what);
    expect(await send(id, what, true)).toBe(reference);
  });

  it('says that a message was delivered when the network says so', async () => {
    // The dummy modem gives every message the same reference: a number of its own tells them apart.
    const another = '+628110000002';
    const reference = await send('delivered-1', 'Sudah sampai?', false, another);
    await status(reference, 'sent');
    const [row] = await sentTexts(reference);
    await gammu.receive({ number: another, text: 'Delivered', at: new Date(), reportOf: row?.TPMR ?? 0 });
    const report = await status(reference, 'delivered');
    expect(report.messageId).toBe('delivered-1');
    expect(Math.abs(Date.now() - report.at)).toBeLessThan(30_000);
  });

  it('sends once what was queued while the daemon was dead', async () => {
    await gammu.kill();
    const reference = await send('once-1', 'sekali saja');
    expect(await send('once-1', 'sekali saja', true)).toBe(reference);
    await gammu.start();
    await status(reference, 'sent');
    expect(await send('once-1', 'sekali saja', true)).toBe(reference);
    const { rows } = await gammu.pool.query(`select 1 from sentitems where "TextDecoded" = 'sekali saja'`);
    expect(rows).toHaveLength(1);
  });
});
