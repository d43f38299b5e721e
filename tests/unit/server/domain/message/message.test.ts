import { citizenAddress } from '../../../../../server/domain/message/address.ts';
import { consentIn, isCourtesy, keywordOf } from '../../../../../server/domain/message/keywords.ts';
import { statusAfter } from '../../../../../server/domain/message/status.ts';
import { acknowledgement, consentNoted, startedAgain, stopped } from '../../../../../server/domain/message/texts.ts';
import { type ThreadCase, threadOf, ticketsNamedIn } from '../../../../../server/domain/message/thread.ts';
import { openUntil } from '../../../../../server/domain/message/window.ts';
import { type DeliveryStatus, deliveryStatuses } from '../../../../../telephony/messaging/port.ts';
import { segmentsOf } from '../../../../../telephony/messaging/segments.ts';

const day = 86_400_000;

describe('the status of a message', () => {
  const told = (...reports: DeliveryStatus[]) => reports.reduce(statusAfter, 'queued');

  it('is the same in whatever order and however often its reports come', () => {
    const orders = (rest: readonly DeliveryStatus[]): DeliveryStatus[][] =>
      rest.length === 0
        ? [[]]
        : rest.flatMap((one) => orders(rest.filter((each) => each !== one)).map((o) => [one, ...o]));
    for (let set = 0; set < 2 ** deliveryStatuses.length; set += 1) {
      const some = deliveryStatuses.filter((_, index) => set & (2 ** index));
      const outcomes = orders(some).flatMap((order) => [told(...order), told(...order, ...order)]);
      expect(new Set(outcomes).size).toBe(1);
    }
  });

  it.each<[DeliveryStatus[], DeliveryStatus]>([
    [['delivered', 'sent'], 'delivered'],
    [['read', 'delivered'], 'read'],
    [['failed', 'sent'], 'failed'],
    [['failed', 'delivered'], 'delivered'],
    [['delivered', 'failed'], 'delivered'],
  ])('after %j is %s', (reports, expected) => {
    expect(told(...reports)).toBe(expected);
  });
});

describe('words about the messages themselves', () => {
  it.each([
    ...[
      'STOP',
      ' stop ',
      'Berhenti.',
      'unreg',
      '"STOP"',
      'STOP\u200e',
      'stop semua',
      'Berhenti berlangganan',
      'ＳＴＯＰ',
    ],
    ...[
      'STOP STOP',
      'tolong stop',
      '“Stop!”',
      "'unsub'",
      'mohon berhenti kirim SMS',
      'S\u200bTOP',
      'stop dong min',
      '*STOP*',
    ],
  ])('%j stops them', (text) => expect(keywordOf(text)).toBe('stop'));
  it.each(['START', 'Mulai!', 'lanjutkan', '"MULAI"', 'ＭＵＬＡＩ', 'mulai berlangganan'])(
    '%j starts them again',
    (text) => expect(keywordOf(text)).toBe('start'),
  );
  it.each([
    'Air PDAM stop sejak kemarin',
    'stop kirim air kotor',
    'stop?',
    'bus tidak berhenti',
    'mulai kapan?',
    'mulai lagi banjirnya',
    'tolong',
    '',
    '🛑',
  ])('%j is a message like any other', (text) => expect(keywordOf(text)).toBeNull());
  it.each(['Terima kasih', 'Ok, makasih pak 🙏', 'baik terima kasih atas bantuannya', 'Thanks!'])(
    '%j only thanks',
    (text) => expect(isCourtesy(text, false)).toBe(true),
  );
  it.each(['Terima kasih, tapi lampunya masih mati', 'oke?', 'ok '.repeat(40), '', '🆘', '!!!', '🙏', 'ok 🆘', '.'])(
    '%j asks for more',
    (text) => expect(isCourtesy(text, false)).toBe(false),
  );
  it('thanks with a picture ask for more', () => expect(isCourtesy('Terima kasih', true)).toBe(false));
});

describe('the thread of a message', () => {
  const of = (caseId: string, closedAt: number | null = null): ThreadCase => ({
    caseId,
    ticketNumber: `DK-20261122-${caseId.padStart(4, '0')}`,
    closedAt,
  });

  it('is the open case, unless the text names another of the same citizen', () => {
    expect(threadOf({ named: null, last: of('1') }, { text: 'Halo', attached: false }, 0)).toEqual({
      kind: 'continue',
      caseId: '1',
    });
    expect(threadOf({ named: of('2'), last: of('1') }, { text: 'Halo', attached: false }, 0)).toEqual({
      kind: 'continue',
      caseId: '2',
    });
    expect(threadOf({ named: null, last: null }, { text: 'Halo', attached: false }, 0)).toEqual({
      kind: 'open',
      linkedTo: null,
    });
  });

  it('is a new case linked to one that was closed, for a week; one that is named, for ever', () => {
    const closed = of('1', 0);
    const linked = { kind: 'open', linkedTo: closed.ticketNumber };
    expect(threadOf({ named: null, last: closed }, { text: 'Mati lagi', attached: false }, 7 * day)).toEqual(linked);
    expect(threadOf({ named: null, last: closed }, { text: 'Mati lagi', attached: false }, 7 * day + 1)).toEqual({
      kind: 'open',
      linkedTo: null,
    });
    expect(threadOf({ named: closed, last: null }, { text: 'Mati lagi', attached: false }, 365 * day)).toEqual(linked);
    expect(threadOf({ named: null, last: closed }, { text: 'Terima kasih', attached: false }, 1)).toEqual({
      kind: 'keep',
      caseId: '1',
    });
  });

  it('is looked for by the ticket numbers in the text, as they are stored', () => {
    expect(ticketsNamedIn('soal dk-20261122-0047 dan DK-20261122-0047, juga SBY-20261301-0001')).toEqual([
      'DK-20261122-0047',
    ]);
    expect(ticketsNamedIn('telepon 0812-2026-1122-0047')).toEqual([]);
  });
});

describe('a citizen’s address', () => {
  it('is one, however the gateway writes it', () => {
    const keys = ['081234567890', '+6281234567890', '6281234567890'].map((raw) => citizenAddress('sms', raw).key);
    expect(new Set(keys)).toEqual(new Set(['+6281234567890']));
  });

  it.each([
    ['whatsapp', '+628953297088863', '+628953297088863', true],
    ['whatsapp', '628953297088863', '+628953297088863', true],
    ['whatsapp', '0895-3297-088863', '+62895 3297 088863', true],
    ['whatsapp', 'ID.1234567890', 'ID.1234567890', true],
    ['whatsapp', '+5215512345678', '+5215512345678', true],
    ['sms', '+628953297088863', '+628953297088863', true],
    ['sms', '\u202a+62 812-3456-7890\u202c', '+6281234567890', true],
    ['sms', 'BANK-12345678', 'BANK-12345678', false],
    ['sms', '94022', '94022', false],
  ] as const)('by %s from %j is %j', (channel, raw, key, replies) => {
    const address = citizenAddress(channel, raw);
    expect(address).toMatchObject({ key: key.replaceAll(' ', ''), replies });
    expect(address.masked.replace(/\D/g, '').length).toBeLessThan(9);
  });

  it('shows little of itself, and nothing of a number', () => {
    expect(citizenAddress('whatsapp', '+6281234567890').masked).toBe('0812-****-7890');
    expect(citizenAddress('facebook', 'Siti Aminah').masked).toBe('Si****');
    expect(citizenAddress('facebook', '100081234567890').masked).toBe('****');
  });

  it('of a machine is not answered', () => {
    expect(['TELKOMSEL', '123', '1500123', ''].map((raw) => citizenAddress('sms', raw).replies)).toEqual(
      Array(4).fill(false),
    );
    expect(citizenAddress('sms', '081234567890').replies).toBe(true);
    expect(citizenAddress('twitter', '123').replies).toBe(true);
  });
});

it('WhatsApp is open for 24 hours from the citizen’s last message, the others always', () => {
  expect(openUntil('whatsapp', 1_000)).toBe(1_000 + day);
  expect(openUntil('whatsapp', null)).toBe(0);
  expect(openUntil('sms', null)).toBeNull();
});

it.each([
  ['SETUJU', 'given'],
  ['Ya, saya setuju.', 'given'],
  ['I agree', 'given'],
  ['tidak', 'refused'],
  ['Saya TIDAK setuju', 'refused'],
  ['gak setuju pak', 'refused'],
  ['NO', 'refused'],
  ['cabut', 'withdrawn'],
  ['Saya cabut persetujuan saya', 'withdrawn'],
  ['WITHDRAW my consent', 'withdrawn'],
  ['ya', null],
  ['ok', null],
  ['setuju?', null],
  ['saya setuju kalau lampunya diganti', null],
  ['tidak ada air sejak pagi', null],
  ['pohon di jalan dicabut', null],
  ['', null],
])('%j answers the question of consent: %s', (text, answer) => {
  expect(consentIn(text)).toBe(answer);
});

it('what is asked and noted of consent is plain SMS, and taking it back is one word in each', () => {
  const basis = { kind: 'consent', text: { id: 'Boleh kami pakai data Anda?', en: 'May we use your data?' } } as const;
  const asked = acknowledgement('ABCDE-20261122-000047', basis);
  expect([asked.id.includes('CABUT'), asked.en.includes('WITHDRAW')]).toEqual([true, true]);
  for (const answer of ['given', 'refused', 'withdrawn'] as const)
    for (const without of ['answer', 'nothing'] as const)
      for (const words of Object.values(consentNoted('ABCDE-20261122-000047', answer, without)))
        expect(segmentsOf(words)).toMatchObject({ coding: 'gsm7', parts: [words] });
});

it('what we write by ourselves fits one SMS in both languages', () => {
  const basis = {
    kind: 'public_task',
    text: { id: 'Data dipakai untuk layanan publik ini.', en: 'Your data serve this public service.' },
  } as const;
  const number = 'ABCDE-20261122-000047';
  for (const text of [acknowledgement(number, null), acknowledgement(number, basis), stopped, startedAgain]) {
    for (const words of [text.id, text.en]) {
      expect(segmentsOf(words)).toMatchObject({ coding: 'gsm7', parts: [words] });
    }
  }
});
