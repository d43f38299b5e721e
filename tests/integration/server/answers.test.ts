import { randomUUID } from 'node:crypto';
import type { AnswerDraft } from '../../../server/contract/answers.ts';
import type { Client } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase, people, type Username } from '../../support/server-people.ts';
import { answeredCall, intake, type QueuedCall } from '../../support/server-scenario.ts';

let database: TestDatabase;
let server: TestServer;
const clients = new Map<Username, Client>();
let call: QueuedCall;
const client = (username: Username): Client => clients.get(username) as Client;

const about = (title: string, body: string, more: Partial<AnswerDraft> = {}): AnswerDraft => ({
  ...{ title: { id: title, en: '' }, body: { id: body, en: '' } },
  ...{ folder: '', subjects: [], services: [], links: [], expiresOn: null, ...more },
});

/** Written by the analyst, published by the supervisor. */
async function published(content: AnswerDraft): Promise<string> {
  const answerId = randomUUID();
  const params = { answerId };
  await client('hadi').do('writeAnswer', { params, body: { revision: 0, content } });
  await client('hadi').do('moveAnswer', { params, body: { revision: 1, act: 'submit' } });
  await client('rina').do('moveAnswer', { params, body: { revision: 2, act: 'publish' } });
  return answerId;
}
const find = async (q: string, caseId: string | null = null) =>
  client('sari').do('findAnswers', { body: { q, caseId } });
const titles = async (q: string) => (await find(q)).answers.map(({ title }) => title.id);
const writtenOn = async (answerId: string) =>
  (await client('hadi').do('answerFolder')).answers.find((one) => one.answerId === answerId);

beforeAll(async () => {
  database = await createServerDatabase();
  server = await startTestServer({ databaseUrl: database.url });
  for (const username of Object.keys(people) as Username[]) clients.set(username, await server.logIn(username));
  call = await answeredCall(server, client('sari'), await client('sari').desk(), '081234567890');
  await published(about('Kehilangan KTP-el', 'Halo {nama}, tiket {tiket}: bawa surat keterangan hilang ke {layanan}.'));
  await published(about('Kartu keluarga baru', 'Isi formulir F-1.02.', { subjects: ['kk'] }));
  await published(about('Kependudukan warga asing', 'Hubungi petugas {petugas} di {kantor}.'));
  await client('hadi').do('saveSynonyms', {
    body: {
      groups: [
        ['KK', 'kartu keluarga'],
        ['KTP', 'e-KTP'],
      ],
    },
  });
});
afterAll(async () => {
  await server.stop();
  await database.drop();
});

describe('looking for an answer', () => {
  it.each([
    ['ktp hil', 'Kehilangan KTP-el'],
    ['kk', 'Kartu keluarga baru'],
    ['KARTU  keluarga', 'Kartu keluarga baru'],
    ['apa itu kependudukan', 'Kependudukan warga asing'],
    // A stem: "formulir" is written, "formulirnya" is typed.
    ['formulirnya', 'Kartu keluarga baru'],
    ['kehilngan', 'Kehilangan KTP-el'],
    ['kependudkan wrga', 'Kependudukan warga asing'],
  ])('%s', async (typed, title) => {
    expect((await titles(typed))[0]).toBe(title);
  });

  it('says where nothing has these words but what is spelled alike, and finds nothing in what nobody wrote', async () => {
    expect([(await find('kehilngan')).alike, (await find('kehilangan')).alike]).toEqual([true, false]);
    expect(await titles('zzzqqq')).toEqual([]);
  });

  it('is harmed by nothing that is typed', async () => {
    const asked = async (q: string) => {
      const { status, problem } = await client('sari').call('findAnswers', { body: { q, caseId: null } });
      return [q.slice(0, 20), status, problem?.errors?.[0]?.code];
    };
    for (const q of ['%_\\', `'; DROP TABLE answer --`, '🙂', '!!! ((( :* <-> |', 'a'.repeat(2_000)])
      expect(await asked(q)).toEqual([q.slice(0, 20), 200, undefined]);
    for (const q of ['\u0000', '\ud800']) expect(await asked(q)).toEqual([q, 422, 'control_characters']);
    const long = await client('sari').call('findAnswers', { body: { q: 'x '.repeat(5_000), caseId: null } });
    expect([long.status, long.problem?.errors?.[0]?.code]).toEqual([422, 'too_big']);
    expect(await titles('ktp hil')).toEqual(['Kehilangan KTP-el']);
  });

  it('fills the fields from the case, and fits what the complaint says where nothing is typed', async () => {
    await client('sari').attempt(call, 'intake.saved', { ...intake, complaint: 'Mau tanya, KTP saya hilang di pasar' });
    const [first] = (await find('', call.caseId)).answers;
    expect(first?.title.id).toBe('Kehilangan KTP-el');
    expect(first?.body.id).toMatch(new RegExp(`^Halo Siti Aminah, tiket ${call.ticketNumber}: bawa .* ke [^{}]+\\.$`));
    expect((await find('')).answers).toEqual([]);
    expect((await find('asing', call.caseId)).answers[0]?.body.id).toContain('sari Uji');
  });

  it('is for those who work on cases, and with a case for those who may read it', async () => {
    for (const username of ['admin', 'nadia'] as const)
      expect((await client(username).call('findAnswers', { body: { q: 'ktp', caseId: null } })).status).toBe(403);
    expect((await client('agus').call('findAnswers', { body: { q: 'ktp', caseId: call.caseId } })).status).toBe(404);
    expect((await client('budi').call('findAnswers', { body: { q: 'ktp', caseId: call.caseId } })).problem?.type).toBe(
      'reason_needed',
    );
  });
});

it('an answer that solves it ends the step by the event of the procedure, is counted once, and stands in the case', async () => {
  const [answer] = (await find('', call.caseId)).answers;
  const params = { caseId: call.caseId, answerId: answer?.answerId ?? '' };
  await client('sari').attempt(call, 'analysis.saved', { problemFrame: 'KTP hilang' });
  await client('sari').do('useAnswer', { params, body: { how: 'read' } });
  await client('sari').do('useAnswer', { params, body: { how: 'read' } });
  const empty = await client('sari').call('solvedByAnswer', { params, body: { event: 'solution.saved', fields: {} } });
  expect([empty.status, empty.problem?.errors?.[0]]).toMatchObject([422, { field: 'fields.solution' }]);
  expect((await writtenOn(params.answerId))?.solved).toBe(0);
  const body = { event: 'solution.saved', fields: { solution: answer?.body.id ?? '' } };
  const headers = { 'idempotency-key': 'solved-once-1' };
  const solved = await client('sari').do('solvedByAnswer', { params, body, headers });
  await client('sari').do('solvedByAnswer', { params, body, headers });
  expect(solved.contents.find(({ name }) => name === 'solution')?.value.id).toBe(answer?.body.id);
  expect(solved.steps.find(({ step }) => step === 'search')?.verdict).toBe('met');
  expect((await writtenOn(params.answerId))?.solved).toBe(1);
  const { history } = await client('sari').do('getCase', { params });
  const used = history
    .filter(({ type }) => type === 'answer.used')
    .map(({ words }) => words.map(({ value }) => value.id));
  expect(used).toEqual([
    ['Kehilangan KTP-el (versi 1)', 'dibacakan'],
    ['Kehilangan KTP-el (versi 1)', 'menyelesaikan pengaduan'],
  ]);
});

describe('looking after answers', () => {
  it('takes two people: what somebody wrote another one publishes, and each change is kept with before and after', async () => {
    const params = { answerId: randomUUID() };
    const rina = client('rina');
    await rina.do('writeAnswer', { params, body: { revision: 0, content: about('Jam buka', 'Senin sampai Jumat.') } });
    await rina.do('moveAnswer', { params, body: { revision: 1, act: 'submit' } });
    const own = await rina.call('moveAnswer', { params, body: { revision: 2, act: 'publish' } });
    expect(own.problem?.type).toBe('answer_own_writing');
    const wati = client('wati');
    expect((await wati.call('moveAnswer', { params, body: { revision: 2, act: 'return' } })).status).toBe(422);
    await wati.do('moveAnswer', { params, body: { revision: 2, act: 'return', reason: 'Sebutkan jamnya' } });
    await rina.do('writeAnswer', { params, body: { revision: 3, content: about('Jam buka', 'Pukul 8 sampai 15.') } });
    expect(await titles('jam buka')).toEqual([]);
    await rina.do('moveAnswer', { params, body: { revision: 4, act: 'submit' } });
    const { answer } = await wati.do('moveAnswer', { params, body: { revision: 5, act: 'publish' } });
    expect(answer).toMatchObject({ state: 'offered', version: 1, draft: null, stage: null });
    expect(await titles('jam buka')).toEqual(['Jam buka']);
    await wati.do('moveAnswer', { params, body: { revision: 6, act: 'withdraw', reason: 'Pindah kantor' } });
    expect(await titles('jam buka')).toEqual([]);
    const { events } = await client('hadi').do('answerHistory', { params });
    expect(events.map(({ what, personName, reason }) => [what, personName, reason])).toEqual([
      ['write', 'rina Uji', null],
      ['submit', 'rina Uji', null],
      ['return', 'wati Uji', 'Sebutkan jamnya'],
      ['write', 'rina Uji', null],
      ['submit', 'rina Uji', null],
      ['publish', 'wati Uji', null],
      ['withdraw', 'wati Uji', 'Pindah kantor'],
    ]);
    expect([events[3]?.before?.body.id, events[3]?.after?.body.id]).toEqual([
      'Senin sampai Jumat.',
      'Pukul 8 sampai 15.',
    ]);
    const audited = await server.sql('SELECT action, reason FROM audit_entry WHERE subject = $1 ORDER BY seq', [
      params.answerId,
    ]);
    expect(audited).toEqual([
      { action: 'answer.published', reason: null },
      { action: 'answer.withdrawn', reason: 'Pindah kantor' },
    ]);
  });

  it('refuses a field that there is not, at the writing, and says where it stands', async () => {
    const content = about('Halo {nama}', 'NIK Anda {nik}');
    const refused = await client('hadi').call('writeAnswer', {
      params: { answerId: randomUUID() },
      body: { revision: 0, content },
    });
    expect([refused.status, refused.problem?.errors?.map(({ field, code }) => [field, code])]).toEqual([
      422,
      [['content.body.id', 'unknown_field']],
    ]);
  });

  it.each([
    ['an English without Indonesian', { title: { id: ' ', en: 'Open' } }, 'content.title.id'],
    ['a link that runs something', { links: [{ label: 'x', url: 'javascript:alert(1)' }] }, 'content.links.0.url'],
    ['a day that is none', { expiresOn: '2026-02-30' }, 'content.expiresOn'],
  ])('refuses %s', async (_, more, field) => {
    const content = { ...about('Jam', 'Isi'), ...more };
    const refused = await client('hadi').call('writeAnswer', {
      params: { answerId: randomUUID() },
      body: { revision: 0, content },
    });
    expect([refused.status, refused.problem?.errors?.[0]?.field]).toEqual([422, field]);
  });

  it('tells the second of two who write at one time', async () => {
    const params = { answerId: randomUUID() };
    const body = { revision: 0, content: about('Satu', 'Isi') };
    const both = await Promise.all([
      client('hadi').call('writeAnswer', { params, body: { ...body } }),
      client('agus').call('writeAnswer', { params, body }),
    ]);
    const problems = both.map(({ problem }) => problem?.type ?? 'written');
    expect(problems.filter((one) => one === 'written')).toHaveLength(1);
  });

  it('offers none past its last day, and shows it so', async () => {
    const answerId = await published(about('Pekan pelayanan keliling', 'Di alun-alun.', { expiresOn: '2020-01-05' }));
    expect(await titles('pelayanan keliling')).not.toContain('Pekan pelayanan keliling');
    expect((await writtenOn(answerId))?.state).toBe('expired');
  });

  it('is for those of the table alone', async () => {
    const params = { answerId: randomUUID() };
    const content = about('x', 'y');
    const may = { agus: 200, tono: 200, hadi: 200, rina: 200, lia: 200 };
    for (const username of Object.keys(people) as Username[]) {
      const wrote = await client(username).call('writeAnswer', {
        params: { answerId: randomUUID() },
        body: { revision: 0, content },
      });
      expect([username, wrote.status]).toEqual([username, may[username as keyof typeof may] ?? 403]);
    }
    await client('hadi').do('writeAnswer', { params, body: { revision: 0, content } });
    const seen = (await client('sari').do('answerFolder')).answers;
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.filter(({ draft, published: offered }) => draft !== null || offered === null)).toEqual([]);
    expect((await client('sari').call('answerHistory', { params })).status).toBe(404);
    expect((await client('nadia').call('answerFolder')).status).toBe(403);
  });
});

it('what was looked for in vain is collected for the analyst, with no number in it, until it is settled', async () => {
  for (const words of ['Nikah siri  081234567890', 'nikah SIRI 081234567890', 'x'])
    await client('sari').do('answerMissing', { body: { words, caseId: call.caseId } });
  const { missing } = await client('hadi').do('answerFolder');
  expect(missing).toMatchObject([{ words: expect.stringMatching(/^nikah siri /), asked: 2 }]);
  expect(missing[0]?.words).not.toContain('0812');
  expect((await client('sari').call('settleMissing', { body: { words: missing[0]?.words ?? '' } })).status).toBe(403);
  await client('hadi').do('settleMissing', { body: { words: missing[0]?.words ?? '' } });
  expect((await client('hadi').do('answerFolder')).missing).toEqual([]);
  // It is gone for every analyst: who took it away is accounted for, once.
  expect((await client('hadi').call('settleMissing', { body: { words: missing[0]?.words ?? '' } })).status).toBe(404);
  const settled = await server.sql(`SELECT person_id, subject FROM audit_entry WHERE action = 'answer.settled'`);
  expect(settled).toEqual([{ person_id: people.hadi.id, subject: '2' }]);
});
