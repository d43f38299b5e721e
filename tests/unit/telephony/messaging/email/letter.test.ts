import { idReader, letterOf, saidIn } from '../../../../../telephony/messaging/email/letter.ts';
import { unfold } from '../../../../../telephony/messaging/email/quoted.ts';
import { createSenderPace } from '../../../../../telephony/messaging/email/sender-pace.ts';

const message = {
  ...{
    id: '0f8fad5b-d9cb-469f-a165-70867728950e',
    writtenAt: 0,
    channel: 'email' as const,
    from: 'pengaduan@kota.example',
  },
  ...{ to: 'budi@warga.example', text: 'Sudah kami perbaiki.', template: null },
} as const;

describe('a letter', () => {
  it('has our id in its Message-ID, and is threaded by what it answers', () => {
    const letter = letterOf(
      { ...message, letter: { subject: '[SBY-20261123-0001] Lampu', answers: 'a1@warga.example', automatic: true } },
      'Kota',
    );
    expect(letter).toMatchObject({
      messageId: `<${message.id}@kota.example>`,
      inReplyTo: '<a1@warga.example>',
      headers: { 'Auto-Submitted': 'auto-replied' },
    });
    expect(idReader(new Set(['pengaduan@kota.example']))(letter.messageId.slice(1, -1))).toBe(message.id);
  });

  it('has no header more than it should, whatever a citizen wrote into subject or Message-ID', () => {
    const evil = 'x\r\nBcc: semua@kota.example\u2028\0';
    const letter = letterOf(
      { ...message, letter: { subject: evil, answers: `a>\r\nBcc: b@c <d`, automatic: false } },
      evil,
    );
    for (const value of [letter.subject, letter.inReplyTo, letter.from.name])
      expect(value).not.toMatch(/[\r\n\0\u2028]/);
    expect(letter.headers).not.toHaveProperty('Auto-Submitted');
  });
});

it('a letter carries its file under a name that is one line', () => {
  const bytes = Buffer.from('%PDF-');
  const attachments = [{ name: 'Surat\r\nBcc: semua@kota.example.pdf', mediaType: 'application/pdf', bytes }];
  const [file] = letterOf({ ...message, attachments }, 'Kota').attachments ?? [];
  expect(file).toEqual({
    filename: 'Surat Bcc: semua@kota.example.pdf',
    contentType: 'application/pdf',
    content: bytes,
  });
  expect(letterOf(message, 'Kota')).not.toHaveProperty('attachments');
});

describe('what a mail says', () => {
  it('is its subject where nothing is written but a signature', () => {
    expect(saidIn({ subject: 'STOP', text: '-- \nBudi' })).toBe('STOP');
    expect(saidIn({ subject: 'x', text: 'Halo\n-- \nBudi' })).toContain('Halo');
  });

  it.each([
    ['Halo\n\nOn Mon, 23 Nov 2026 at 09:00, Kota <a@b> wrote:\n> lama', 'Halo'],
    [
      'Halo\n\nPada tanggal Sen, 23 Nov 2026 pukul 09.00 Kota Surabaya Pengaduan\n<pengaduan@kota.example> menulis:\n\n> lama',
      'Halo',
    ],
    ['Halo\n\n-----Pesan Asli-----\nlama', 'Halo'],
    ['Halo\n________________________________\nFrom: Kota\nSent: Senin\nlama', 'Halo'],
    ['Halo\n\nDari: Kota <a@b>\nDikirim: Senin\nKepada: Budi\nlama', 'Halo'],
    ['> Di jalan apa?\nJalan Mawar.', 'Jalan Mawar.'],
  ])('stands apart from what was written before: %j', (text, words) => {
    expect(unfold(text)).toEqual({ words, quoted: expect.stringMatching(/lama|Di jalan apa/) });
  });

  it.each(['Dari: pasar ke rumah saya jalannya rusak.', '> hanya kutipan', 'On Monday my neighbour wrote:\nsomething'])(
    'is never taken for history when it is none: %j',
    (text) => {
      expect(unfold(text)).toEqual({ words: text, quoted: '' });
    },
  );
});

describe('the pace of senders', () => {
  it('notices one who does not stop, for an hour, and nobody else', () => {
    let now = 0;
    const pace = createSenderPace(() => now, 3);
    expect([1, 2, 3, 4].map(() => pace.tooMany('A@x'))).toEqual([false, false, false, true]);
    expect(pace.tooMany('b@x')).toBe(false);
    expect(pace.tooMany('a@x')).toBe(true);
    now = 3_600_000;
    expect(pace.tooMany('a@x')).toBe(false);
  });
});
