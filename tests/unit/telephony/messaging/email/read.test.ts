import { filesIn, readMail } from '../../../../../telephony/messaging/email/read.ts';
import { head, mailOf, parted } from '../../../../support/mails.ts';

const html = (body: string) => mailOf([...head(), 'Content-Type: text/html; charset=utf-8'], body);

describe('a mail as it is read', () => {
  it('has its sender, subject, words and what it answers', async () => {
    const raw = mailOf(
      head(['In-Reply-To: <b@x>', 'References: <a@x> <b@x>', 'Content-Type: text/plain; charset=utf-8']),
      'Lampu di Jl. Mawar mati.\n\nPada Sen, 23 Nov 2026 pukul 09.00 Kota <pengaduan@kota.example>\nmenulis:\n\n> Di jalan apa?\n> Kota',
    );
    expect(await readMail(raw)).toMatchObject({
      from: ['budi@warga.example'],
      to: ['pengaduan@kota.example'],
      subject: 'Lampu jalan mati',
      messageId: 'a1@warga.example',
      answers: ['b@x', 'a@x'],
      text: 'Lampu di Jl. Mawar mati.',
      quoted: expect.stringContaining('> Di jalan apa?'),
    });
  });

  it('is read in the letters that it was written in, and in spite of those that it lies about', async () => {
    const latin = Buffer.concat([
      mailOf([...head(), 'Content-Type: text/plain; charset=iso-8859-1'], ''),
      Buffer.from('caf\xe9', 'latin1'),
    ]);
    expect((await readMail(latin)).text).toBe('café');
    const wrong = mailOf([...head(), 'Content-Type: text/plain; charset=x-tidak-ada'], 'tetap terbaca');
    expect((await readMail(wrong)).text).toBe('tetap terbaca');
    const garbage = mailOf(
      [...head(), 'Content-Type: text/plain', 'Content-Transfer-Encoding: base64'],
      '!!!! bukan base64 @@@@ ====',
    );
    expect(typeof (await readMail(garbage)).text).toBe('string');
    const nul = mailOf([...head(), 'Content-Type: text/plain'], 'a\0b');
    expect((await readMail(nul)).text).not.toContain('\0');
  });

  it('in HTML is words alone: no script, no picture from elsewhere, no form, no style', async () => {
    const { text } = await readMail(
      html(
        '<style>p{color:red}</style><script>alert(1)</script><p>Air <b>mati</b></p><img src="https://pelacak.example/x.gif?budi">' +
          '<form action="https://jahat.example"><input value="sandi"><button>Kirim</button></form>' +
          '<a href="javascript:alert(1)">klik</a><a href="https://peta.example/1">peta</a>',
      ),
    );
    expect(text).toMatch(/Air mati/);
    expect(text).toMatch(/https:\/\/peta\.example\/1/);
    expect(text).not.toMatch(/pelacak|alert\(1\)<|color:red|<[a-z]/i);
  });

  it.each([
    ['deep in HTML', html(`${'<div>'.repeat(20_000)}dalam${'</div>'.repeat(20_000)}`)],
    ['long in one line', mailOf([...head(), 'Content-Type: text/plain'], 'x'.repeat(3_000_000))],
    ['with a thousand addresses', mailOf([...head(), `Cc: ${'a@b.example, '.repeat(20_000)}z@b.example`], 'isi')],
    ['with quotes only', mailOf(head(), '> > > >'.repeat(10_000))],
    ['with many divider lines', mailOf(head(), 'From: a\n'.repeat(20_000))],
  ])('%s is bounded', async (_, raw) => {
    const mail = await readMail(raw);
    expect(mail.text.length).toBeLessThanOrEqual(100_000);
    expect(mail.quoted.length).toBeLessThanOrEqual(8_000);
    expect(mail.to.length).toBeLessThanOrEqual(100);
  });

  it.each([
    [
      'a hundred deep',
      () => {
        let body = 'isi';
        for (let depth = 0; depth < 100; depth += 1)
          body = `Content-Type: multipart/mixed; boundary="b${depth}"\n\n--b${depth}\n${body}\n--b${depth}--`;
        return mailOf([...head(), `MIME-Version: 1.0\n${body.split('\n\n')[0]}`], body.slice(body.indexOf('\n\n') + 2));
      },
    ],
    [
      'with two megabytes of headers',
      () => mailOf([...head(), ...Array.from({ length: 2_000 }, (_, n) => `X-${n}: ${'a'.repeat(1_000)}`)], 'isi'),
    ],
  ])('%s is refused', async (_, raw) => {
    await expect(readMail(raw())).rejects.toThrow();
  });

  it('has its files, those in the text among them, and not its signatures and calendars', async () => {
    const raw = parted('multipart/mixed', [
      [['Content-Type: text/plain'], 'Foto terlampir'],
      [
        [
          'Content-Type: image/png; name="../../foto.png"',
          'Content-Transfer-Encoding: base64',
          'Content-Disposition: attachment; filename="foto.png"',
        ],
        Buffer.from('gambar').toString('base64'),
      ],
      [
        [
          'Content-Type: image/jpeg',
          'Content-ID: <satu>',
          'Content-Disposition: inline',
          'Content-Transfer-Encoding: base64',
        ],
        Buffer.from('dalam teks').toString('base64'),
      ],
      [['Content-Type: text/calendar; method=REQUEST'], 'BEGIN:VCALENDAR'],
      [['Content-Type: application/pkcs7-signature; name=smime.p7s'], 'x'],
    ]);
    const mail = await readMail(raw);
    expect(mail.files.map(({ contentType }) => contentType)).toEqual(['image/png', 'image/jpeg']);
    expect((await filesIn(raw)).map((bytes) => Buffer.from(bytes).toString())).toEqual(['gambar', 'dalam teks']);
  });

  it('that somebody forwards as a file is read with it', async () => {
    const inner =
      'From: tetangga@warga.example\nSubject: Pohon miring\nContent-Type: text/plain\n\nPohonnya hampir jatuh.';
    const raw = parted('multipart/mixed', [
      [['Content-Type: text/plain'], 'Saya teruskan.'],
      [['Content-Type: message/rfc822'], inner],
    ]);
    const mail = await readMail(raw);
    expect(`${mail.text}\n${mail.quoted}`).toMatch(/Saya teruskan[\s\S]*Pohonnya hampir jatuh/);
    expect(mail.from).toEqual(['budi@warga.example']);
  });

  it('tells of two who say to have written it, and of nobody', async () => {
    expect((await readMail(mailOf(['From: a@x.example', 'From: b@x.example', 'Subject: x'], 'isi'))).from).toEqual([
      'a@x.example',
      'b@x.example',
    ]);
    expect((await readMail(mailOf(['From: a@x.example, b@x.example', 'Subject: x'], 'isi'))).from).toHaveLength(2);
    expect((await readMail(mailOf(['Subject: x'], 'isi'))).from).toEqual([]);
    expect((await readMail(Buffer.alloc(0))).text).toBe('');
  });
});
