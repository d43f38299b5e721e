import { createHash } from 'node:crypto';
import { type Kill, type KilledMail, openKilledMail } from '../../support/killed-mail.ts';
import { commitOf } from '../../support/killed-servers.ts';
import { letterSigned } from '../../support/paper-hands.ts';
import { openProcedureOffice, type ProcedureOffice } from '../../support/procedure-office.ts';
import { compileServer, type ServerProcesses } from '../../support/server-processes.ts';
import type { Letter } from '../../support/smtp-server.ts';
import { until } from '../../support/until.ts';

const mailDoor =
  '{ id: email, name: { id: Surel, en: E-mail }, channel: email, sop: online, hours: office, gateway: email, addresses: [pengaduan@kota.example] }';

let office: ProcedureOffice;
let processes: ServerProcesses;
let killed: KilledMail;
beforeAll(async () => {
  // It has the door and no gateway for it: what goes by e-mail waits for a server that is asked for it.
  office = await openProcedureOffice({ doors: [mailDoor] });
  processes = compileServer();
}, 300_000);
afterAll(async () => {
  processes?.remove();
  await office?.close();
});
beforeEach(async () => {
  killed = await openKilledMail(processes, office, (text) => office.server.sql(text));
}, 120_000);
afterEach(() => killed.close());

/** The bytes that lie in a letter. */
const attached = ({ text }: Letter): Buffer =>
  Buffer.from(/Content-Disposition: attachment[\s\S]*?\n\n([A-Za-z0-9+/=\n]+)/.exec(text)?.[1] ?? '', 'base64');

it.each<[when: string, kill: () => Kill, letters: number]>([
  ['before the mail server has all of it', () => killed.by('onBegun'), 1],
  ['when the mail server has it and has not said so', () => killed.by('onTaken'), 2],
  [
    'when the mail server has said so and its step is about to end',
    () => killed.at(['case_event', "INSERT WHEN (NEW.type = 'answer.sent')"]),
    2,
  ],
  ['when all is stored and nobody was told', () => killed.at(commitOf('paper_act', 'INSERT')), 1],
])(
  'a letter of a server that is killed while it goes out by e-mail, %s: one number, one letter to a mail program, its step ended once, no gap in the register',
  async (_, kill, letters) => {
    const { caseId, paperId, sha256, number } = await letterSigned(office);
    const { smtp } = killed;
    await kill()('sari', (client) =>
      client.do('mailPaper', { params: { paperId }, body: { to: 'siti@warga.example' } }),
    );
    await killed.goOn();
    const { sql } = office.server;
    const stateOf = async () =>
      (await sql<{ state: string; number: string }>('SELECT state, number FROM paper WHERE id = $1', [paperId]))[0];
    await until('it counts as sent', async () => (await stateOf())?.state === 'sent', 60_000);

    expect(await stateOf()).toEqual({ state: 'sent', number });
    expect([smtp.letters.length, smtp.shown().length]).toEqual([letters, 1]);
    for (const letter of smtp.letters) {
      expect(letter.to).toEqual(['siti@warga.example']);
      expect(createHash('sha256').update(attached(letter)).digest('hex')).toBe(sha256);
    }
    const happened = await sql<{ type: string; n: number }>(
      `SELECT type, count(*)::int AS n FROM case_event
       WHERE case_id = $1 AND type IN ('answer.sent', 'paper.sent', 'message.sent') GROUP BY 1 ORDER BY 1`,
      [caseId],
    );
    expect(happened).toEqual(['answer.sent', 'paper.sent'].map((type) => ({ type, n: 1 })));
    const acts = await sql("SELECT 1 FROM paper_act WHERE paper_id = $1 AND act = 'sent'", [paperId]);
    expect(acts).toHaveLength(1);
    const messages = await sql('SELECT status FROM message WHERE case_id = $1', [caseId]);
    expect(messages).toEqual([{ status: 'sent' }]);
    const [register] = await sql<{ seqs: number[]; last: number }>(
      `SELECT array_agg(seq ORDER BY seq) AS seqs, max(last_number) AS last
       FROM paper p JOIN paper_register r USING (register, year) WHERE p.register = 'surat-keluar'`,
    );
    expect(register?.seqs).toEqual(Array.from({ length: register?.last ?? 0 }, (_, index) => index + 1));
  },
  300_000,
);
