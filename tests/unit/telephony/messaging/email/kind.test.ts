import { kindOf } from '../../../../../telephony/messaging/email/kind.ts';
import { idReader } from '../../../../../telephony/messaging/email/letter.ts';
import { readMail } from '../../../../../telephony/messaging/email/read.ts';
import { bounceOf, head, mailOf } from '../../../../support/mails.ts';

const id = '0f8fad5b-d9cb-469f-a165-70867728950e';
const addresses = new Set(['pengaduan@kota.example']);
const ours = { addresses, idOf: idReader(addresses) };
const kind = async (raw: Buffer) => kindOf(await readMail(raw), ours);
const withHeaders = (...more: string[]) => kind(mailOf(head(more), 'isi'));

describe('what a mail is', () => {
  it('is somebody’s words', async () => {
    expect(await withHeaders()).toEqual({ kind: 'words', from: 'budi@warga.example' });
    expect(await withHeaders('Auto-Submitted: no')).toMatchObject({ kind: 'words' });
  });

  it.each([
    ['auto_reply', 'Auto-Submitted: auto-replied'],
    ['auto_reply', 'Auto-Submitted: auto-generated (vacation)'],
    ['auto_reply', 'X-Autoreply: yes'],
    ['auto_reply', 'X-Autorespond: libur'],
    ['auto_reply', 'Precedence: auto_reply'],
    ['auto_reply', 'Return-Path: <>'],
    ['bulk', 'Precedence: bulk'],
    ['bulk', 'List-Id: Kabar <kabar.milis.example>'],
    ['bulk', 'List-Unsubscribe: <https://toko.example/berhenti>'],
    ['loop', 'X-Sigap-Message: 1'],
    ['spam', 'X-Spam-Flag: YES'],
    ['no_sender', 'From: lain@warga.example'],
  ])('is %s by %s', async (reason, header) => {
    expect(await withHeaders(header)).toMatchObject({ kind: 'aside', reason });
  });

  it.each([
    ['auto_reply', 'From: no-reply@toko.example'],
    ['loop', 'From: Pengaduan <PENGADUAN@kota.example>'],
  ])('is %s of %s', async (reason, from) => {
    expect(await kind(mailOf([from, 'Subject: x'], 'isi'))).toMatchObject({ kind: 'aside', reason });
  });

  it.each(['Automatic reply: Laporan', 'Balasan otomatis: cuti', 'Out of Office'])(
    'is an auto-reply: %s',
    async (subject) => {
      expect(await kind(mailOf(['From: a@x.example', `Subject: ${subject}`], 'isi'))).toMatchObject({
        reason: 'auto_reply',
      });
    },
  );

  it('goes round when it went through too many servers', async () => {
    const hops = Array.from({ length: 70 }, (_, n) => `Received: from a${n} by b${n}; Mon, 23 Nov 2026 09:00:00 +0700`);
    expect(await withHeaders(...hops)).toMatchObject({ kind: 'aside', reason: 'loop' });
  });

  it('is what became of one of ours, of which it says which', async () => {
    const outcome = { kind: 'outcome', messageId: id };
    expect(await kind(bounceOf(`${id}@kota.example`))).toEqual({ ...outcome, status: 'failed', code: '5.1.1' });
    expect(await kind(bounceOf(`${id}@kota.example`, '4.2.0', 'delayed'))).toMatchObject({ ...outcome, status: null });
    expect(await kind(bounceOf(`${id}@kota.example`, '2.0.0', 'delivered'))).toMatchObject({
      ...outcome,
      status: 'delivered',
    });
  });

  it('is none of ours under another domain, or without our id', async () => {
    expect(await kind(bounceOf(`${id}@lain.example`))).toMatchObject({ kind: 'aside', reason: 'report' });
    expect(await kind(bounceOf('apa@kota.example'))).toMatchObject({ kind: 'aside', reason: 'report' });
  });

  it('came back from a server that writes no report', async () => {
    const raw = mailOf(
      ['Return-Path: <>', 'From: MAILER-DAEMON@kuno.example', 'Subject: failure notice'],
      `Hi. I wasn't able to deliver your message.\n\n--- Below this line is a copy of the message.\n\nMessage-ID: <${id}@kota.example>\nSubject: Laporan\n\nisi`,
    );
    expect(await kind(raw)).toEqual({ kind: 'outcome', messageId: id, status: 'failed', code: null });
  });

  it('was read', async () => {
    const raw = mailOf(
      [
        'From: budi@warga.example',
        'Subject: Read',
        'Content-Type: multipart/report; report-type=disposition-notification; boundary="b"',
      ],
      `--b\nContent-Type: message/disposition-notification\n\nOriginal-Message-ID: <${id}@kota.example>\nDisposition: manual-action/MDN-sent-manually; displayed\n\n--b--`,
    );
    expect(await kind(raw)).toMatchObject({ kind: 'outcome', status: 'read' });
  });
});
