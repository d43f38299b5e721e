import type { MailHead, MessageReceived } from '../../../telephony/messaging/port.ts';
import { type MessageOffice, openMessageOffice, siti } from '../../support/message-office.ts';
import { inPieces, photo } from '../../support/sample-files.ts';
import { until } from '../../support/until.ts';

let office: MessageOffice;
beforeEach(async () => {
  office = await openMessageOffice();
});
afterEach(async () => {
  const { server } = office;
  await office.close();
  server.log.assertNoPersonalData(['budi@warga.example', 'orang@lain.example']);
});

const budi = 'Budi@Warga.Example';
const to = 'pengaduan@kota.example';
const headOf = (mail: Partial<MailHead>): MailHead => ({
  ...{ messageId: null, subject: '', answersOurs: [], answers: [], quoted: '' },
  ...mail,
});
const writes = (text: string, mail: Partial<MailHead> = {}, more: Partial<MessageReceived> = {}, from = budi) =>
  office.email.receive(text, from, { to, mail: headOf(mail), ...more });
const cases = () =>
  office.server.sql<{ id: string; ticket_number: string }>(
    'SELECT id, ticket_number FROM case_file WHERE task_period IS NULL ORDER BY opened_at, ticket_number',
  );
const stored = () =>
  office.server.sql<{ case_id: string | null; aside: string | null; service_id: string | null }>(
    "SELECT case_id, aside, service_id FROM message WHERE direction = 'in' ORDER BY seq",
  );
/** A case by e-mail, and its number. */
async function reported() {
  await writes('Lampu di Jl. Mawar mati.', { subject: 'Lampu jalan', messageId: 'a1@warga.example' });
  const [first] = await cases();
  if (!first) throw new Error('no case');
  const receipt = await until('the receipt', () => office.email.lastTo('budi@warga.example'));
  return { ...first, receipt };
}

describe('an e-mail of a citizen', () => {
  it('opens a case with subject and words, and is answered with the ticket number in the same thread', async () => {
    const { id, ticket_number: ticket, receipt } = await reported();
    expect(receipt).toMatchObject({
      from: to,
      text: expect.stringContaining(ticket),
      letter: { subject: `[${ticket}] Lampu jalan`, answers: 'a1@warga.example', automatic: true },
    });
    const { complaint, caller } = await office.detail(id);
    expect(complaint).toBe('Lampu jalan\n\nLampu di Jl. Mawar mati.');
    expect(caller.phoneMasked).toBe('b***@warga.example');
  });

  it('keeps address and Message-ID sealed, and hides numbers of persons in the open', async () => {
    await writes('NIK saya 3578014507900001, HP 081234567890', { subject: 'KTP', messageId: 'rahasia@warga.example' });
    const rows = await office.server.sql<{ row: string }>(
      `SELECT to_jsonb(m)::text AS row FROM message m UNION ALL SELECT to_jsonb(c)::text FROM case_file c
       UNION ALL SELECT to_jsonb(e)::text FROM case_event e UNION ALL SELECT to_jsonb(i)::text FROM mail_id i`,
    );
    const all = rows.map(({ row }) => row).join('\n');
    for (const hidden of ['budi@', '3578014507900001', '081234567890', 'rahasia@']) expect(all).not.toContain(hidden);
  });

  it('goes on in its case by what it answers, by its number, and by its address alone', async () => {
    const first = await reported();
    await writes('Ada lagi', { subject: 'Re: Lampu jalan', answersOurs: [first.receipt.id] });
    await writes('Lampu itu sudah nyala?', { subject: `tanya ${first.ticket_number}` });
    await writes('Halo, ada kabar?');
    await writes('Saya lupa menulis RT 3', { subject: 'Re: Lampu jalan', answers: ['a1@warga.example'] });
    expect(await cases()).toHaveLength(1);
    expect((await stored()).map((one) => one.case_id)).toEqual(Array(5).fill(first.id));
  });

  it('goes on in the case that it answers, not in the newest of its sender', async () => {
    const first = await reported();
    await office.server.sql("UPDATE case_file SET status = 'closed', closed_at = now() WHERE id = $1", [first.id]);
    await office.server.sql(
      `UPDATE case_file SET state = jsonb_set(state, '{closedAt}', to_jsonb($2::bigint)) WHERE id = $1`,
      [first.id, office.clock.now()],
    );
    await writes('Sampah menumpuk', { subject: 'Sampah', messageId: 'b1@warga.example' });
    const [, second] = await cases();
    await office.server.sql("UPDATE case_file SET status = 'open', closed_at = NULL WHERE id = $1", [first.id]);
    await office.server.sql(`UPDATE case_file SET state = jsonb_set(state, '{closedAt}', 'null') WHERE id = $1`, [
      first.id,
    ]);
    await writes('Ini tentang lampu', { answers: ['a1@warga.example'] });
    await writes('Ini tentang sampah', { answers: ['b1@warga.example'] });
    expect((await stored()).slice(-2).map((one) => one.case_id)).toEqual([first.id, second?.id]);
  });

  it('shows what it answers below it, marked, and looks for no number in it', async () => {
    const { id, ticket_number: ticket } = await reported();
    await writes('Terima kasih', { quoted: `On Mon, Kota wrote:\n> Nomor tiket: ${ticket}` });
    const { messages } = await office.conversation(id);
    expect(messages.at(-1)?.text).toBe(`Terima kasih\n\n> On Mon, Kota wrote:\n>> Nomor tiket: ${ticket}`);
  });

  it.each([
    ['', 'STOP'],
    ['STOP\n-- \nBudi Santoso, 081200000000', ''],
  ])('asks for no more: %j under %j', async (text, subject) => {
    await reported();
    await writes(text || subject, { subject });
    await until('it is told', () => office.email.lastTo('budi@warga.example')?.text.includes('tidak akan menerima'));
    expect(await office.server.sql('SELECT 1 FROM opt_out')).toHaveLength(1);
  });

  it('is told as gone when the mail server has it, and a bounce undoes an answer', async () => {
    const { id } = await reported();
    await office.write(id, { text: 'Sedang kami kerjakan. Di RT berapa?', purpose: 'question' });
    const question = await until('the question', () => {
      const last = office.email.lastTo('budi@warga.example');
      return last?.letter?.automatic === false ? last : undefined;
    });
    await until('the case asks', async () =>
      (await office.detail(id)).history.some(({ type }) => type === 'citizen.asked'),
    );
    await office.email.report(question.id, question.id, 'failed', { errorCode: '5.1.1' });
    await until('it is told', async () =>
      (await office.detail(id)).history.some(({ type }) => type === 'telling.failed'),
    );
    const { messages } = await office.conversation(id);
    expect(messages.find(({ messageId }) => messageId === question.id)).toMatchObject({
      status: 'failed',
      errorCode: '5.1.1',
    });
  });
});

describe('an e-mail that no person wrote', () => {
  it.each(['auto_reply', 'bulk', 'loop', 'flood', 'report', 'no_sender', 'unreadable', 'too_large', 'spam'] as const)(
    'is kept and never answered: %s',
    async (aside) => {
      await writes('Saya sedang cuti', {}, { aside });
      expect(await cases()).toEqual([]);
      expect(await stored()).toEqual([{ case_id: null, aside, service_id: null }]);
      expect(office.email.tries).toEqual([]);
    },
  );

  it('stands in the case that it answers, which waits for nobody because of it', async () => {
    const { id, receipt } = await reported();
    const before = (await office.detail(id)).history.length;
    await writes('Saya sedang cuti', { answersOurs: [receipt.id] }, { aside: 'auto_reply' });
    const { messages } = await office.conversation(id);
    expect(messages.at(-1)).toMatchObject({ text: 'Saya sedang cuti', aside: 'auto_reply' });
    expect((await office.detail(id)).history).toHaveLength(before);
    expect(office.email.sent.filter((one) => one.to === 'budi@warga.example')).toHaveLength(1);
  });
});

describe('Depok, step 5: the photo of a caller comes by e-mail', () => {
  /** Siti called and hung up, and is asked for a photo by SMS. */
  async function asked() {
    const { server, sari } = office;
    await sari.call('setState', { body: { state: 'ready' } });
    const call = server.exchange.caller(siti);
    server.exchange.happen(call.arrived(), call.numberTold(), call.queued(), call.offered('101'), call.answered('101'));
    await server.settled();
    const [found] = await cases();
    if (!found) throw new Error('no case');
    server.exchange.happen(call.ended());
    await server.settled();
    const question = `Mohon kirim foto ke ${to} dengan nomor tiket ${found.ticket_number} pada judulnya.`;
    const body = { event: 'photo.needed', fields: { question, via: 'message' } };
    expect((await sari.call('performAction', { params: { caseId: found.id }, body })).status).toBe(200);
    await until('the address is told', () => office.sms.lastTo('+6281234567890')?.text.includes(to));
    await until('the clock stands', async () => (await office.stepOf(found.id, 'photo'))?.stoppedAt != null);
    return found;
  }
  const withPhoto = async (subject: string, from = budi) => {
    const image = await photo();
    Object.assign(office.email, { media: async () => ({ ok: true, body: inPieces(image) }) });
    await writes('Ini fotonya', { subject }, { media: [{ url: 'mail:?1', contentType: 'image/jpeg' }] }, from);
  };

  it('lands on the case by its number, from an address that nobody knew, and the step ends by it', async () => {
    const { id, ticket_number: ticket } = await asked();
    await withPhoto(`Foto ${ticket.toLowerCase()}`);
    await until('the photo is there', async () =>
      (await office.detail(id)).history.some(({ type }) => type === 'photo.received'),
    );
    expect((await office.stepOf(id, 'photo'))?.verdict).toBe('met');
    expect(await cases()).toHaveLength(1);
  });

  it('makes its sender nobody to whom the case is told, now or the next time', async () => {
    const { id, ticket_number: ticket } = await asked();
    await withPhoto(`Foto ${ticket}`, 'orang@lain.example');
    await withPhoto(`Foto lagi ${ticket}`, 'orang@lain.example');
    const { route } = await office.conversation(id);
    expect(route).toMatchObject({ channel: 'sms', addressMasked: '0812-****-7890' });
    expect((await stored()).map(({ case_id, service_id }) => [case_id, service_id])).toEqual([
      [id, null],
      [id, null],
    ]);
    expect(office.email.tries).toEqual([]);
  });

  it('under a number that is nobody’s opens a case of its own', async () => {
    await asked();
    await withPhoto('Foto SBY-20261123-9999');
    expect(await cases()).toHaveLength(2);
  });
});
