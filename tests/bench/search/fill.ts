import type { DataSource } from 'typeorm';
import { takingTime } from '../../../migrations/taking-time.ts';
import { newCase } from '../../../server/domain/case/case.ts';

/** What the invented cases are of: a sentence each, of which every case writes one, with a place, a name and words of its own. */
const sentences = [
  'Lampu jalan padam sejak tiga malam',
  'KTP hilang dan belum diganti',
  'Sampah menumpuk di depan pasar',
  'Banjir setinggi lutut setelah hujan',
  'Jalan rusak dan berlubang',
  'Akta kelahiran belum jadi',
  'Kartu keluarga salah nama',
  'Pohon tumbang menutup jalan',
  'Air bersih tidak mengalir',
  'Parkir liar di trotoar',
  'Suara bising dari bengkel',
  'Menanyakan jam buka loket',
];
/** In the dry months nobody writes of it: what many cases say, and none of the newest. */
const seasonal = 'Banjir setinggi lutut setelah hujan';
const firstNames = ['Siti', 'Budi', 'Agus', 'Dewi', 'Rina', 'Joko', 'Wati', 'Hadi', 'Sri', 'Achmad', 'Putri', 'Yusuf'];

/** Syllables from which a number makes a word that can be spoken: 'bakiro'. */
const word = (n: string, syllables: number) =>
  Array.from({ length: syllables }, (_, at) => {
    const part = `((${n}) / ${60 ** at}) % 60`;
    return `substr('bdgjklmnprst', 1 + ((${part}) % 12)::int, 1) || substr('aiueo', 1 + ((${part}) / 12)::int, 1)`;
  }).join(' || ');

/** Within the limits of time that every statement of ours has. */
const atOnce = 10_000;
/** Differs from row to row, and not from run to run. */
const mixed = (salt: number) => `(hashint8extended(n, ${salt}) & 9007199254740991)`;
const list = (texts: readonly string[]) => `(ARRAY[${texts.map((text) => `'${text}'`).join(',')}])`;

/** Whose cases they are: fifty agents. */
const agentOf = (n: string) => `md5('bench agent ' || (${n}) % 50)::uuid`;

/**
 * Fills in cases of earlier years with what is searched in them: 12 kinds of reports, 400 places, 12 first names by
 * 3,600 others, and five of 216,000 rarer words each. Each is one of fifty agents' and of one of three services (one in two
 * hundred of the rarest); one in five hundred waits. Those that stand there already stay.
 */
export async function ensureWrittenCases(dataSource: DataSource, count: number): Promise<void> {
  const runner = dataSource.createQueryRunner();
  await runner.query('SET statement_timeout = 0');
  await runner.query('SET synchronous_commit = off');
  await runner.query(
    `INSERT INTO person (id, username, display_name, role, password_hash, active, locale, phone)
     SELECT ${agentOf('n')}, 'bench-agent-' || n, 'Agent ' || n, 'agent', 'x', false, 'id', 'none'
     FROM generate_series(0, 49) n ON CONFLICT DO NOTHING`,
  );
  const [known]: { total: number }[] = await runner.query('SELECT count(*)::int AS total FROM case_search');
  if ((known?.total ?? 0) < count) {
    await runner.query('DROP INDEX IF EXISTS case_search_words');
    for (let from = known?.total ?? 0; from < count; from += atOnce) {
      await runner.query(
        `WITH given AS (
           SELECT n, md5('written' || n)::uuid AS id, timestamptz '2015-01-01' + n * interval '5 minutes' AS at,
             ${list(sentences)}[1 + (${mixed(1)} % ${sentences.length})::int] AS any_report,
             initcap(${word(`${mixed(2)} % 400 * 9`, 3)}) AS place,
             ${list(firstNames)}[1 + (${mixed(3)} % ${firstNames.length})::int] || ' ' || initcap(${word(`${mixed(4)} % 3600`, 2)}) AS name,
             concat_ws(' ', ${[5, 6, 7, 8, 9].map((salt) => word(`${mixed(salt)} % 216000`, 3)).join(', ')}) AS more
           FROM generate_series($1::bigint, $2::bigint) n),
         told AS (
           SELECT *, CASE WHEN any_report = '${seasonal}' AND extract(month FROM at) BETWEEN 5 AND 10
             THEN '${sentences[0]}' ELSE any_report END AS report FROM given),
         written AS (
           INSERT INTO case_search (case_id, opened_at, words)
           SELECT id, at, to_tsvector('simple', concat_ws(' ', report, place, name, more, 'sudah diteruskan dan diperbaiki')) FROM told)
         INSERT INTO case_file (id, ticket_number, office_day, service_id, sop_id, sop_version, status, agent_id, opened_at,
           closed_at, version, state)
         SELECT id, 'SBY-' || to_char(at, 'YYYYMMDD') || '-' || lpad((n % 288 + 1)::text, 4, '0'), at::date,
           CASE WHEN n % 200 = 7 THEN 'letters' WHEN n % 3 = 0 THEN 'web' ELSE 'hotline' END, 'surabaya', '1',
           CASE WHEN n % 500 = 3 THEN 'open' ELSE 'closed' END, ${agentOf('n')}, at, CASE WHEN n % 500 <> 3 THEN at END, 14,
           $3::jsonb || jsonb_build_object('complaint', report || '. ' || more,
             'callerName', name, 'address', 'Jalan ' || place || ' 1', 'solution', 'Sudah diteruskan dan diperbaiki.')
         FROM told`,
        [from, Math.min(count, from + atOnce) - 1, JSON.stringify({ ...newCase, status: 'closed', kind: 'complaint' })],
      );
    }
    await takingTime(runner, 'CREATE INDEX case_search_words ON case_search USING gin (words)');
  }
  await takingTime(runner, 'VACUUM (ANALYZE) case_search, case_file');
  await takingTime(runner, 'CHECKPOINT');
  await runner.query('RESET statement_timeout');
  await runner.release();
}

/** As many answers at hand, of the same sentences. */
export async function ensureAnswers(dataSource: DataSource, count: number): Promise<void> {
  const owner = '00000000-0000-4000-8000-0000000000be';
  await dataSource.query(
    `INSERT INTO person (id, username, display_name, role, password_hash, active, locale, phone)
     VALUES ($1, 'bench', 'Bench', 'analyst', 'x', false, 'id', 'none') ON CONFLICT DO NOTHING`,
    [owner],
  );
  await dataSource.query(
    `WITH given AS (
       SELECT md5('answer' || n)::uuid AS id, ${list(sentences)}[1 + (n % ${sentences.length})::int] || ' ' || ${word('n * 37', 3)} AS title,
         concat_ws(' ', 'Bawa surat pengantar ke', ${[5, 6, 7, 8, 9, 10, 11, 12].map((salt) => word(`${mixed(salt)} % 216000`, 3)).join(', ')}) AS body
       FROM generate_series(1::bigint, $2::bigint) n)
     INSERT INTO answer (id, version, published, writers, owner_id, revision, changed_at, words, stems, plain)
     SELECT id, 1, jsonb_build_object('title', jsonb_build_object('id', title, 'en', ''), 'body', jsonb_build_object('id', body, 'en', ''),
         'folder', '', 'subjects', '[]'::jsonb, 'services', '[]'::jsonb, 'links', '[]'::jsonb, 'expiresOn', null), '[]', $1, 1, now(),
       setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', body), 'C'),
       setweight(to_tsvector('indonesian', title), 'A') || setweight(to_tsvector('indonesian', body), 'C'), lower(title || ' ' || body)
     FROM given ON CONFLICT DO NOTHING`,
    [owner, count],
  );
  await dataSource.query('VACUUM (ANALYZE) answer');
}
