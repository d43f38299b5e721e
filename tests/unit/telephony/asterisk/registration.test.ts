import { createNumbering, type Numbering } from '../../../../telephony/asterisk/numbering.ts';
import { createRegistration, spokenTicketNumber } from '../../../../telephony/asterisk/registration.ts';
import type { Door } from '../../../../telephony/doors.ts';
import type { RegistrationRequest } from '../../../../telephony/port.ts';
import type { QueuePlace } from '../../../../telephony/queues.ts';
import type { SpokenQuestion } from '../../../../telephony/survey.ts';

const token = 'a-token-of-the-lab';
const log = { info() {}, warn() {}, error() {} };

/** Words of a question, for an exchange that speaks by itself: Asterisk has its own prompts. */
const spoken = { text: { id: '', en: '' }, values: [] };

describe('the registration', () => {
  let answer: ReturnType<typeof createRegistration>;
  let asked: RegistrationRequest[];
  let fails: boolean;
  let door: Door | undefined;
  let place: QueuePlace | undefined;
  let record: boolean;
  let asks: readonly SpokenQuestion[] | undefined;
  let accepts: boolean;
  let unrecorded: string[];
  let numbering: Numbering;

  beforeEach(() => {
    asked = [];
    fails = false;
    door = undefined;
    place = undefined;
    asks = undefined;
    [record, accepts, unrecorded] = [false, true, []];
    const register = async (request: RegistrationRequest) => {
      asked.push(request);
      if (fails) throw new Error('no database');
      return {
        ticketNumber: 'SBY-20261122-0001',
        ...(door && { door }),
        ...(place && { place }),
        ...(asks && { asks }),
        record,
      };
    };
    numbering = createNumbering({ now: () => 5, log });
    const spool = { accepts: () => accepts, refused: (callId: string) => void unrecorded.push(callId) };
    const menuOf = (dnis: string) => (dnis === '112' ? menu : undefined);
    answer = createRegistration({ name: 'a', token, register, menuOf, now: () => 5, numbering, spool, log });
  });

  const menu = {
    ...{ name: 'hotline', tries: 2, text: { id: '', en: '' } },
    keys: { '1': { service: 'medical', language: null }, '9': { service: null, language: 'en' as const } },
  };
  const ask = (dnis = '112', sent = token, what = 'register') =>
    answer({ what, given: [sent, '1700000000.1', '081234567890', dnis] });

  it('tells what callers of a number choose from, and nothing to strangers', async () => {
    expect(await ask('112', token, 'menu')).toBe(
      'MENU|sigap/menu-hotline&sigap/menu-hotline-en|2||112*medical||||||||112**en',
    );
    expect(await ask('119', token, 'menu')).toBe('NONE');
    expect(await ask('112', token, 'what')).toBe('NONE');
    expect(await ask('1|2', token, 'menu')).toMatch(/^ERROR/);
    expect(await ask('112', 'another-token-here', 'menu')).toBe('ERROR|wrong token');
    expect(asked).toEqual([]);
  });

  it('tells where he is led on, before he has waited as long as anybody may', async () => {
    const leads = [
      { queue: 'b', afterMs: 30_000 },
      { queue: 'hotline', afterMs: 60_000 },
    ];
    place = { queue: 'a', priority: 2, leads };
    const told = async () => (await ask()).split('|').slice(3);
    expect(await told()).toEqual(['', '', '', '', 'a', '2', '', '', '', 'b:30&hotline:60']);
    door = { tells: [], turnsAway: null, offersCallBackAfterMs: 45_000, longest: { ms: 80_000, to: 'call_back' } };
    // Counted from where he is led no further.
    expect(await told()).toEqual(['', '', '15', '', 'a', '2', '', '50', 'call_back', 'b:30']);
  });

  it('tells what he is asked when the talk is over, in its own place whatever else is told', async () => {
    const told = async () => (await ask()).split('|');
    expect(await told()).toHaveLength(3);
    asks = [
      { ...spoken, key: 'staff', version: '1' },
      { ...spoken, key: 'result', version: '2026.1' },
    ];
    expect((await told()).slice(3)).toEqual([...Array(10).fill(''), 'staff~1&result~2026.1']);
    place = { queue: 'a', priority: 2, leads: [{ queue: 'b', afterMs: 30_000 }] };
    expect((await told())[12]).toBe('b:30');
    expect((await told())[13]).toBe('staff~1&result~2026.1');
    place = { priority: 1 };
    record = true;
    door = { tells: ['disturbance'], turnsAway: null, longest: { ms: 60_000, to: 'call_back' } };
    const all = await told();
    expect([all.length, all[6], all[13]]).toEqual([14, 'yes', 'staff~1&result~2026.1']);
    asks = [];
    expect((await told()).length).toBeLessThan(14);
  });

  it('tells where he is led out of the office, in its own place, and whether at once', async () => {
    const told = async () => (await ask()).split('|').slice(3);
    const leadsOut = { id: 'PLN', number: '+62123', atOnce: false };
    door = { tells: [], turnsAway: null, longest: { ms: 60_000, to: 'outside' }, leadsOut };
    const [none, two] = [Array(4).fill(''), ['', '']];
    expect(await told()).toEqual([...none, ...two, '', '60', 'outside', '', '', 'PLN:+62123']);
    door = { tells: ['closed'], turnsAway: 'closed', leadsOut: { ...leadsOut, atOnce: true } };
    asks = [{ ...spoken, key: 'staff', version: '1' }];
    const all = await told();
    expect(all.slice(0, 2)).toEqual(['closed', 'sigap/tutup&sigap/tutup-en']);
    expect(all.slice(10)).toEqual(['staff~1', 'PLN:+62123', 'now']);
  });

  it('speaks the language that was chosen, and one alone', async () => {
    door = { tells: ['closed'], turnsAway: null, wait: { place: 2, meanMs: null } };
    const spoken = async (dnis: string) => (await ask(dnis)).split('|');
    const english = await spoken('112*medical*en');
    expect(english[2]).toMatch(/^sigap\/s-en&sigap\/b-en&sigap\/y-en&sigap\/jeda&sigap\/2-en&/);
    expect(english[4]).toBe('sigap/tutup-en&sigap/antrean-en&sigap/2-en');
    expect((await spoken('112**id'))[4]).toBe('sigap/tutup&sigap/antrean&sigap/2');
    expect((await spoken('112*medical'))[2]).toMatch(/^sigap\/s&/);
    expect(asked.map(({ dnis }) => dnis)).toEqual(['112*medical*en', '112**id', '112*medical']);
  });

  it('answers with the number and its sound files', async () => {
    expect(await ask()).toMatch(/^OK\|SBY-20261122-0001\|sigap\/s&sigap\/b&sigap\/y&sigap\/jeda&sigap\/2&/);
    expect(asked).toEqual([{ callId: 'a-1700000000.1', at: 5, ani: '081234567890', dnis: '112' }]);
  });

  it.each([
    [{ tells: ['closed'], turnsAway: 'closed' }, 'closed|sigap/tutup&sigap/tutup-en|'],
    [{ tells: ['own'], turnsAway: null, offersCallBackAfterMs: 89_500 }, '|sigap/pengumuman&sigap/pengumuman-en|90'],
    [
      { tells: [], turnsAway: null, wait: { place: 3, meanMs: 61_000 } },
      '|sigap/antrean&sigap/3&sigap/rata-rata&sigap/2&sigap/menit&sigap/antrean-en&sigap/3-en&sigap/rata-rata-en&sigap/2-en&sigap/menit-en|',
    ],
    [
      { tells: [], turnsAway: null, wait: { place: 10, meanMs: null } },
      '|sigap/antrean&sigap/lebih&sigap/antrean-en&sigap/lebih-en|',
    ],
  ] as const)('tells what comes before the queue: %j', async (given, rest) => {
    door = given;
    expect((await ask()).split('|').slice(3, 6).join('|')).toBe(rest);
  });

  it('lets whoever is turned away or has waited leave a message, where there is place for it', async () => {
    const fields = async () => (await ask()).split('|').slice(9);
    door = { tells: ['closed'], turnsAway: 'closed', takesMessages: true };
    expect(await fields()).toEqual(['yes', '', '']);
    door = { tells: [], turnsAway: null, longest: { ms: 299_500, to: 'voicemail' } };
    expect(await fields()).toEqual(['yes', '300', 'voicemail']);
    accepts = false;
    // Who could leave none waits on.
    expect(await fields()).toEqual([]);
    door = { tells: [], turnsAway: null, longest: { ms: 60_000, to: 'call_back' } };
    expect(await fields()).toEqual(['', '60', 'call_back']);
  });

  it('has conversations recorded where the service wants it and there is place, and says where there is none', async () => {
    const field = async () => (await ask()).split('|')[6];
    expect(await field()).toBeUndefined();
    record = true;
    expect([await field(), unrecorded]).toEqual(['yes', []]);
    accepts = false;
    expect([await field(), unrecorded]).toEqual([undefined, ['a-1700000000.1']]);
  });

  it.each(['anonymous', ''])('takes the number %p for none', async (ani) => {
    await answer({ what: 'register', given: [token, '1.1', ani, '112'] });
    expect(asked[0]?.ani).toBeNull();
  });

  it.each(['', 'wrong', `${token}x`])('lets nobody in with the token %p', async (sent) => {
    expect(await ask('112', sent)).toBe('ERROR|wrong token');
    expect(asked).toEqual([]);
    expect(numbering.warnings()).toEqual([expect.stringContaining('wrong token (1)')]);
  });

  it('counts who comes to the queue without a number, and says so when it is not one alone', async () => {
    await ask();
    numbering.queued('a-1700000000.1');
    expect(numbering.without).toBe(0);
    for (const callId of ['a-2', 'a-3']) numbering.queued(callId);
    expect([numbering.without, numbering.warnings()]).toEqual([2, []]);
    numbering.queued('a-4');
    expect(numbering.warnings()).toEqual([expect.stringContaining('the last 3 callers')]);
    await ask();
    expect([numbering.without, numbering.warnings()]).toEqual([3, []]);
  });

  it.each([
    ['', '1', '112'],
    ['1.1', '1', ''],
    ['1.1\r', '1', '112'],
    ['1.1|2.2', '1', '112'],
    ['1.1', '1', '1|2'],
    ['1.1', '1'.repeat(101), '112'],
    [],
  ])('makes no ticket of %j', async (...given) => {
    expect(await answer({ what: 'register', given: [token, ...given] })).toMatch(/^ERROR\|.*makes no sense$/);
    expect(asked).toEqual([]);
  });

  it('says so when there is no ticket now', async () => {
    fails = true;
    expect(await ask()).toBe('ERROR|no ticket number now');
  });

  it('refuses a short token at the start', () => {
    const register = async () => ({ ticketNumber: 'x' });
    expect(() => createRegistration({ name: 'a', token: 'short', register, now: () => 5, log })).toThrow('16');
  });

  it('speaks sign by sign', () => {
    expect(spokenTicketNumber('A-10')).toBe('sigap/a&sigap/jeda&sigap/1&sigap/0');
  });
});
