import type { MessageReceived } from '../../../telephony/messaging/port.ts';
import { type MessageOffice, openMessageOffice, siti } from '../../support/message-office.ts';
import { until } from '../../support/until.ts';

let office: MessageOffice;
beforeEach(async () => {
  office = await openMessageOffice();
});
afterEach(() => office.close());

const stored = async () => {
  const rows = await office.server.sql<{ id: string }>("SELECT id FROM message WHERE direction = 'in' ORDER BY seq");
  return rows.map(({ id }) => id);
};
const read = async (path: string) => (await fetch(office.server.url + path)).text();
const complaintOf = async (caseId: string) => (await office.detail(caseId)).complaint;

describe('a citizen’s text that PostgreSQL would refuse', () => {
  it.each([
    ['surel saya siti\0contoh.id', 'surel saya siti\ufffdcontoh.id'],
    ['tolong \ud83d', 'tolong \ufffd'],
    ['\ude4f tolong', '\ufffd tolong'],
  ])('%j is kept, and said again where the case goes on', async (text, kept) => {
    await office.sms.receive(text, siti);
    const caseId = await office.newest();
    expect(await complaintOf(caseId)).toBe(kept);
    await office.sms.receive(text, siti);
    const { messages } = await office.conversation(caseId);
    expect(messages.filter(({ direction }) => direction === 'in').map((one) => one.text)).toEqual([kept, kept]);
    expect(office.server.core.messages.warnings()).toEqual([]);
  });

  it('is cut for the form between two letters', async () => {
    await office.sms.receive(`${'a'.repeat(7_999)}🙏 tolong`, siti);
    expect(await complaintOf(await office.newest())).toBe('a'.repeat(7_999));
  });

  it.each([
    ['a sender', { from: 'ATM\0\ud83d' }],
    ['a picture’s address', { media: [{ url: 'https://x/\0\ud83d', contentType: 'image/\0' }] }],
    ['a name of the gateway’s own', { id: 'sms-\0-\udfff' }],
    ['a moment before all calendars', { at: Date.UTC(-4, 0, 1) - 2e14 }],
    ['a moment that is none', { at: Number.NaN }],
    ['no moment at all', { at: undefined as unknown as number }],
    ['the far future', { at: 8.64e15 }],
  ] satisfies [string, Partial<MessageReceived>][])('comes with %s', async (_, more) => {
    await office.sms.receive('Air mati', siti, more);
    expect(await stored()).toHaveLength(1);
    const { openedAt } = await office.detail(await office.newest());
    expect(Math.abs(openedAt - office.clock.now())).toBeLessThan(60_000);
  });
});

describe('a message that cannot be stored all the same', () => {
  const refuse = (id: string) =>
    office.server.sql(
      `CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
         BEGIN RAISE 'no, as it says: %', NEW.body_sealed; END $$;
       CREATE TRIGGER refuse BEFORE INSERT ON message FOR EACH ROW WHEN (NEW.id = '${id}') EXECUTE FUNCTION refuse()`,
    );

  it('is set aside, seen and counted, and those behind it go on', async () => {
    await refuse('poison-1');
    const all = [
      office.sms.receive('Satu', siti),
      office.sms.receive('Racun', siti, { id: 'poison-1' }),
      office.sms.receive('Dua', '085712345678'),
    ];
    await Promise.all(all);
    expect(await stored()).toHaveLength(2);
    expect(await read('/metrics')).toContain('sigap_messages_set_aside{gateway="sms"} 1');
    expect(JSON.parse(await read('/readyz')).warnings).toEqual([expect.stringContaining('1 message(s) of sms')]);
    const kept = await office.server.sql<{ body_sealed: string; reason: string }>('SELECT * FROM message_set_aside');
    expect(kept.map(({ reason }) => reason)).toEqual(['QueryFailedError P0001']);
    expect(office.server.sealer.open(kept[0]?.body_sealed ?? '')).toContain('Racun');
    expect(JSON.stringify(kept)).not.toContain('Racun');
    expect(office.server.log.lines().join()).toMatch(/set aside/);
    expect(office.server.log.lines().join()).not.toMatch(/Racun|as it says/);
    // Told again it is the same one, and no second row.
    await office.sms.receive('Racun', siti, { id: 'poison-1' });
    expect(await office.server.sql('SELECT tries FROM message_set_aside')).toEqual([{ tries: 2 }]);
  });

  it('of wrong types is set aside as it came', async () => {
    await office.sms.receive('x', siti, { id: 'odd-1', text: { a: 1 } as unknown as string });
    await office.sms.receive('Air mati', siti);
    expect(await stored()).toHaveLength(1);
    expect(await read('/metrics')).toContain('sigap_messages_set_aside{gateway="sms"} 1');
  });

  it('is stored at a later start, when nothing stands in its way any more', async () => {
    await refuse('poison-2');
    await office.sms.receive('Racun', siti, { id: 'poison-2' });
    await office.server.sql('DROP TRIGGER refuse ON message');
    office.server.core.messages.start();
    await until('it is stored', async () => (await stored()).includes('poison-2'));
    await until('it is aside no more', async () => office.server.core.messages.warnings().length === 0);
    expect(await complaintOf(await office.newest())).toBe('Racun');
  });

  it('of a report holds up no other', async () => {
    await office.sms.report('no-such\0', 'ref\ud83d', 'delivered', { at: Number.NaN, errorCode: '\0' });
    await office.server.sql(
      `CREATE FUNCTION no_report() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no'; END $$;
       CREATE TRIGGER no BEFORE INSERT ON message_report FOR EACH ROW WHEN (NEW.reference = 'bad')
         EXECUTE FUNCTION no_report()`,
    );
    await office.sms.report('x', 'bad', 'delivered');
    await office.sms.report('x', 'good', 'delivered');
    const kept = await office.server.sql<{ reference: string }>('SELECT reference FROM message_report ORDER BY 1');
    expect(kept.map(({ reference }) => reference)).toEqual(['good', 'ref\ufffd']);
  });
});
