import { logIn } from '../support/client.ts';
import { freePort } from '../support/free-port.ts';
import { photo } from '../support/sample-files.ts';
import { budi, type LabMail, officeAddress, startMail } from './lab/mail.ts';
import { until } from './lab/processes.ts';
import { type Product, prepareProduct } from './lab/product.ts';
import { type CuttableProxy, startProxy } from './lab/proxy.ts';

const services = `services:
  - { id: hotline, name: { id: Hotline, en: Hotline }, channel: phone, sop: depok, hours: hotline-24h }
  - { id: email, name: { id: Surel, en: E-mail }, channel: email, sop: online, hours: hotline-24h, gateway: email, addresses: [${officeAddress}] }
`;

/** A real Sigap between a real Postfix and a real Dovecot. */
describe('e-mail over real servers', () => {
  let mail: LabMail;
  let proxy: CuttableProxy;
  let product: Product;
  const settings = () => ({
    SIMULATOR_SCENARIO: 'empty',
    SIGAP_OFFICE_NAME: 'Kota Contoh',
    EMAIL_BOXES: mail.imapUrl.replace(`:${mail.imapPort}/`, `:${proxy.port}/`),
    EMAIL_SMTP_URL: mail.smtpUrl,
  });

  beforeAll(async () => {
    mail = await startMail();
    proxy = await startProxy(mail.imapPort);
    product = await prepareProduct({ services, port: await freePort() });
    await product.startSimulated(settings());
  });
  afterAll(async () => {
    const output = product?.output() ?? '';
    await product?.stop();
    await proxy?.stop();
    await mail?.stop();
    for (const personal of [budi, 'orang@jauh.example']) expect(output).not.toContain(personal);
  });

  const cases = () =>
    product.query<{ id: string; ticket_number: string }>(
      "SELECT id, ticket_number FROM case_file WHERE service_id = 'email' ORDER BY opened_at, ticket_number",
    );
  const caseCount = (count: number) =>
    until(
      `${count} cases`,
      async () => {
        const found = await cases();
        return found.length === count ? found : null;
      },
      30_000,
    );
  const received = (count: number) =>
    until(
      `${count} mails received`,
      async () => {
        const rows = await product.query<{ case_id: string | null; aside: string | null }>(
          "SELECT case_id, aside FROM message WHERE direction = 'in' ORDER BY seq",
        );
        return rows.length === count ? rows : null;
      },
      30_000,
    );
  const toBudi = (subject: string) =>
    until(
      `a letter about ${subject}`,
      async () => (await mail.inBox(budi)).find(({ source }) => source.includes(`Subject: ${subject}`))?.source,
      30_000,
    );
  const headerOf = (source: string, name: string) =>
    new RegExp(`^${name}: (.*)$`, 'im').exec(source.replace(/\r?\n[ \t]+/g, ' '))?.[1]?.trim() ?? '';
  const send = async (subject: string, more: Parameters<LabMail['send']>[0] = {}) =>
    mail.send({ subject, text: 'Lampu di Jl. Mawar mati.', ...more });

  it('makes a mail a ticket, whose receipt is a letter in the same thread', async () => {
    await send('Lampu mati', { messageId: '<satu@warga.example>' });
    const [one] = await caseCount(1);
    const letter = await toBudi(`[${one?.ticket_number}] Lampu mati`);
    expect(headerOf(letter, 'In-Reply-To')).toBe('<satu@warga.example>');
    expect(headerOf(letter, 'Auto-Submitted')).toBe('auto-replied');
    expect(headerOf(letter, 'From')).toBe(`Kota Contoh <${officeAddress}>`);
    await until('it is marked as read', async () =>
      (await mail.inBox(officeAddress)).every(({ flags }) => flags.includes('\\Seen')),
    );
  });

  it('takes what an agent writes out by SMTP, and the reply to it into the case, with its photo as a file', async () => {
    const [one] = await cases();
    const caseId = one?.id ?? '';
    const agent = await logIn(product.url, 'agen1', product.passwordOf('agen1'));
    try {
      const sent = await agent.call('sendMessage', {
        params: { caseId },
        body: { purpose: 'question', text: 'Di RT berapa? Mohon kirim foto.' },
      });
      expect(sent.status).toBe(200);
      const letter = await until(
        'the question',
        async () => (await mail.inBox(budi)).find(({ source }) => source.includes('Di RT berapa?'))?.source,
        30_000,
      );
      await send(`Re: ${headerOf(letter, 'Subject')}`, {
        text: 'RT 3, ini fotonya.\n\nPada Sen, 1 Des 2026 Kota Contoh menulis:\n> Di RT berapa? Mohon kirim foto.',
        inReplyTo: headerOf(letter, 'Message-ID'),
        attachments: [{ filename: 'lampu.jpg', content: await photo() }],
      });
      await until(
        'the photo is a file of the case',
        async () => {
          const { files } = await agent.do('caseFiles', { params: { caseId } });
          return files.some(({ kind, state }) => kind === 'picture' && state === 'kept');
        },
        60_000,
      );
      const { messages } = await agent.do('messages', { params: { caseId } });
      expect(messages.at(-1)?.text).toMatch(/^RT 3, ini fotonya\.\n\n> Pada Sen/);
      expect(await cases()).toHaveLength(1);
    } finally {
      agent.close();
    }
  });

  it('hears of a letter that came back, and of which it was', async () => {
    await send('Dari jauh', { from: 'orang@jauh.example', text: 'Halo' });
    const [, two] = await caseCount(2);
    await until(
      'the receipt has failed',
      async () => {
        const rows = await product.query<{ status: string; error_code: string }>(
          "SELECT status, error_code FROM message WHERE case_id = $1 AND direction = 'out'",
          [two?.id],
        );
        return rows[0]?.status === 'failed' && rows[0].error_code === '5.7.1';
      },
      30_000,
    );
    expect(await cases()).toHaveLength(2);
  });

  it('answers no machine', async () => {
    const before = (await mail.inBox(budi)).length;
    await send('Automatic reply: cuti', { headers: { 'Auto-Submitted': 'auto-replied' } });
    await send('Kabar toko', { headers: { 'List-Id': 'toko', Precedence: 'bulk' } });
    const rows = await received(5);
    expect(rows.slice(-2).map(({ aside }) => aside)).toEqual(['auto_reply', 'bulk']);
    expect(await cases()).toHaveLength(2);
    expect((await mail.inBox(budi)).length).toBe(before);
  });

  it('sets a poisonous mail aside and goes on with the next', async () => {
    let nested = 'isi';
    for (let depth = 0; depth < 100; depth += 1)
      nested = `Content-Type: multipart/mixed; boundary="b${depth}"\r\n\r\n--b${depth}\r\n${nested}\r\n--b${depth}--\r\n`;
    await send('', {
      raw: `From: ${budi}\r\nTo: ${officeAddress}\r\nSubject: racun\r\nMIME-Version: 1.0\r\n${nested}`,
      envelope: { from: budi, to: officeAddress },
    });
    await send('Sampah menumpuk', { from: 'ani@warga.example', text: 'Di pasar pagi.' });
    const rows = await received(7);
    expect(rows.slice(-2).map(({ aside }) => aside)).toEqual(['unreadable', null]);
    expect(await cases()).toHaveLength(3);
  });

  it('loses and repeats nothing where the server is killed, and the connection is cut while it idles', async () => {
    await product.kill();
    await send('Selama mati', { from: 'ani@warga.example', text: 'Satu lagi.' });
    await product.startSimulated(settings());
    await received(8);
    proxy.cut();
    await send('Selama putus', { from: 'ani@warga.example', text: 'Dua lagi.' });
    proxy.restore();
    await received(9);
    await send('Setelahnya', { from: 'ani@warga.example', text: 'Tiga lagi.' });
    const rows = await received(10);
    // All of Ani's went on in her case.
    expect(new Set(rows.slice(-4).map(({ case_id }) => case_id)).size).toBe(1);
    expect(await cases()).toHaveLength(3);
  });

  it('takes thirty megabytes, and counts what comes twice once', async () => {
    const twice = { messageId: '<dua@warga.example>', text: 'Sekali saja.', from: 'ani@warga.example' };
    await send('Dua kali', twice);
    await send('Dua kali', twice);
    await send('Besar', {
      from: 'ani@warga.example',
      text: 'Film terlampir.',
      attachments: [{ filename: 'besar.bin', content: Buffer.alloc(20 * 1024 * 1024, 7) }],
    });
    await received(12);
    const rows = await product.query<{ n: number }>("SELECT count(*)::int AS n FROM message WHERE direction = 'in'");
    expect(rows[0]?.n).toBe(12);
  });
});
