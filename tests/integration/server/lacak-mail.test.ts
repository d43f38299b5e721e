import { send } from '../../support/client.ts';
import { type MessageOffice, openMessageOffice, siti } from '../../support/message-office.ts';
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

const budi = 'budi@warga.example';
const post = (path: string, body: object) =>
  send(office.server.url, {
    ...{ method: 'POST', path, body: JSON.stringify(body) },
    headers: { 'x-sigap': '1', 'content-type': 'application/json' },
  });
/** A report by e-mail; its ticket number. */
async function reported(): Promise<string> {
  await office.email.receive('Lampu di Jl. Mawar mati.', 'Budi@Warga.example', { to: 'pengaduan@kota.example' });
  const [row] = await office.server.sql<{ ticket_number: string }>(
    'SELECT ticket_number FROM case_file WHERE id = $1',
    [await office.newest()],
  );
  await until('the receipt', () => office.email.lastTo(budi));
  return row?.ticket_number ?? '';
}
const ask = (ticket: string, email: string) => post('/api/lacak/code', { ticket, email });
const challengeOf = (answer: Awaited<ReturnType<typeof ask>>) => (answer.body as { challenge: string }).challenge;
const show = (challenge: string, code: string) => post('/api/lacak/by-code', { challenge, code });
const letters = () => office.email.sent.filter(({ letter }) => letter?.subject.includes('Kode / Code'));
const codeIn = (text: string) => /: (\d{6})$/m.exec(text)?.[1] ?? '';
const another = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

describe('a citizen who gave an e-mail address alone', () => {
  it('sees the report by a code that goes there, and adds a word to it', async () => {
    const ticket = await reported();
    const answer = await ask(` ${ticket.toLowerCase()} `, ' BUDI@warga.Example ');
    expect([answer.status, answer.headers['cache-control']]).toEqual([200, 'no-store']);
    const letter = await until('the letter', () => letters().at(-1));
    expect(letter).toMatchObject({
      to: budi,
      from: 'pengaduan@kota.example',
      letter: { automatic: true, answers: null },
    });
    const code = codeIn(letter.text);
    expect(code).toMatch(/^\d{6}$/);
    // Nothing that was asked for says it, and nothing of it is kept.
    expect(JSON.stringify(answer.body)).not.toContain(code);
    const rows = await office.server.sql('SELECT 1 FROM message WHERE to_jsonb(message)::text LIKE $1', [`%${code}%`]);
    expect(rows).toEqual([]);
    const challenge = challengeOf(answer);
    expect((await show(challenge, another(code))).problem?.type).toBe('lacak_unknown');
    const found = await show(challenge, code);
    expect(found.body).toMatchObject({ ticketNumber: ticket, closedAt: null, stage: expect.any(String) });
    expect(JSON.stringify({ ...(found.body as object), pass: '' })).not.toMatch(/budi|warga|Mawar/i);
    const { pass } = found.body as { pass: string };
    expect((await post('/api/lacak/words', { pass, text: 'Masih padam' })).status).toBe(204);
    const { messages } = await office.sari.do('messages', { params: { caseId: await office.newest() } });
    expect(messages.at(-1)).toMatchObject({ direction: 'in', channel: 'website', text: 'Masih padam' });
  });

  it('is told the same where no code goes out: of a ticket that is none, of another’s, of one by telephone', async () => {
    const ticket = await reported();
    await office.reported(office.sms);
    const [row] = await office.server.sql<{ ticket_number: string }>(
      'SELECT ticket_number FROM case_file WHERE id = $1',
      [await office.newest()],
    );
    const bySms = row?.ticket_number ?? '';
    const answers = [
      await ask(ticket, 'orang@lain.example'),
      await ask('SBY-20261122-9999', budi),
      await ask('bukan nomor', budi),
      await ask(bySms, budi),
    ];
    const right = await ask(ticket, budi);
    const looks = [...answers, right].map(({ status, body }) => [
      status,
      Object.keys(body as object),
      JSON.stringify(body).length,
    ]);
    expect(new Set(looks.map((look) => JSON.stringify(look))).size).toBe(1);
    await until('the one letter', () => letters().length > 0);
    expect(letters().map(({ to }) => to)).toEqual([budi]);
    const code = codeIn(letters()[0]?.text ?? '');
    for (const answer of answers) expect((await show(challengeOf(answer), code)).problem?.type).toBe('lacak_unknown');
    expect((await show(challengeOf(right), code)).status).toBe(200);
    const began = performance.now();
    await ask('SBY-20261122-9998', budi);
    expect(performance.now() - began).toBeGreaterThanOrEqual(390);
    // The end of a telephone number is none of an address's.
    expect((await post('/api/lacak', { ticket, digits: '0000' })).problem?.type).toBe('lacak_unknown');
    expect((await ask(ticket, siti)).problem?.errors).toEqual([
      expect.objectContaining({ field: 'email', code: 'email_address' }),
    ]);
  });

  it('has a quarter of an hour, and few letters and tries', async () => {
    const ticket = await reported();
    const challenge = challengeOf(await ask(ticket, budi));
    const code = codeIn((await until('the letter', () => letters().at(-1))).text);
    for (let one = 0; one < 9; one += 1)
      expect((await show(challenge, another(code))).problem?.type).toBe('lacak_unknown');
    expect((await show(challenge, code)).status).toBe(200);
    expect((await show(challenge, code)).problem?.type).toBe('lacak_wait');
    const second = challengeOf(await ask(ticket, budi));
    await ask(ticket, budi);
    expect((await ask(ticket, budi)).problem?.type).toBe('lacak_wait');
    expect(letters()).toHaveLength(3);
    // Another's code opens nothing, nor what was made for something else.
    expect((await show(second, code)).problem?.type).toBe('lacak_unknown');
    expect((await show('karangan', code)).problem?.type).toBe('lacak_over');
    const made = office.server.sealer.seal(JSON.stringify({ of: 'lacak', caseId: 'x', until: 9e15 }));
    expect((await show(made, code)).problem?.type).toBe('lacak_over');
    const last = codeIn(letters()[1]?.text ?? '');
    office.clock.move(15 * 60_000 + 1);
    expect((await show(second, last)).problem?.type).toBe('lacak_over');
  });

  it('gets no letter after STOP, nor of a ticket that is restricted', async () => {
    const ticket = await reported();
    const challenge = challengeOf(await ask(ticket, budi));
    const code = codeIn((await until('the letter', () => letters().at(-1))).text);
    await office.server.sql('UPDATE case_file SET restricted_at = now() WHERE ticket_number = $1', [ticket]);
    expect((await show(challenge, code)).problem?.type).toBe('lacak_unknown');
    await ask(ticket, budi);
    await office.server.sql('UPDATE case_file SET restricted_at = NULL WHERE ticket_number = $1', [ticket]);
    await office.email.receive('STOP', budi, { to: 'pengaduan@kota.example' });
    await ask(ticket, budi);
    expect(letters()).toHaveLength(1);
  });
});
