import type { CaseFilter } from '../../../server/app/ports/known-callers.ts';
import { newCase } from '../../../server/domain/case/case.ts';
import { textQuery } from '../../../server/domain/search/query.ts';
import { createDataSource } from '../../../server/store/data-source.ts';
import { listCases } from '../../../server/store/list-cases.ts';
import type { TestDatabase } from '../../support/database.ts';
import { createServerDatabase } from '../../support/server-people.ts';

/** Small enough for every way of reading to be gone among few cases. */
const reach = { counted: 25, newest: 60 };
const limit = 7;
const [sari, budi] = ['00000000-0000-4000-8000-00000000aa01', '00000000-0000-4000-8000-00000000aa02'];
/** The newest tell of none of the last two. */
const texts = ['lampu jalan padam', 'lampu taman', 'pasar kotor', 'banjir di pasar', 'banjir'];

interface Written {
  readonly id: string;
  readonly number: string;
  readonly at: number;
  readonly words: string;
  readonly agent: string;
  readonly official: string | null;
  readonly status: string;
}
const days = (n: number) => Date.UTC(2026, 0, 1 + Math.floor(n / 10), 3, n % 10);
const written: readonly Written[] = Array.from({ length: 240 }, (_, n) => ({
  id: `00000000-0000-4000-8000-${String((n * 7919) % 100_000).padStart(12, '0')}`,
  number: `SBY-${new Date(days(n)).toISOString().slice(0, 10).replaceAll('-', '')}-${String((n % 10) + 1).padStart(4, '0')}`,
  // Some of one moment, of which the id decides.
  at: days(n - (n % 10 === 3 ? 1 : 0)),
  words: texts[((n * 31) % 17) % (n > 150 ? 3 : texts.length)] ?? '',
  agent: n % 3 === 0 ? sari : budi,
  official: n % 5 === 0 ? sari : null,
  status: n % 4 === 0 ? 'open' : 'closed',
}));

let database: TestDatabase;
let source: ReturnType<typeof createDataSource>;

beforeAll(async () => {
  database = await createServerDatabase();
  source = await createDataSource(database.url, 2).initialize();
  for (const [at, id] of [sari, budi].entries())
    await source.query(
      `INSERT INTO person (id, username, display_name, role, password_hash, active, locale, phone)
       VALUES ($1, $2, 'Agent', 'agent', 'x', false, 'id', 'none')`,
      [id, `found-${at}`],
    );
  await source.query(
    `WITH given AS (SELECT * FROM jsonb_to_recordset($1::jsonb)
         AS r(id uuid, number text, at bigint, words text, agent uuid, official uuid, status text)),
       cases AS (
         INSERT INTO case_file (id, ticket_number, office_day, service_id, sop_id, sop_version, status, agent_id, official_id,
           opened_at, closed_at, version, state)
         SELECT id, number, to_timestamp(at / 1000.0)::date, 'hotline', 'surabaya', '1', status, agent, official,
           to_timestamp(at / 1000.0), CASE WHEN status = 'closed' THEN to_timestamp(at / 1000.0) END, 1, $2::jsonb FROM given
         RETURNING id)
     INSERT INTO case_search (case_id, opened_at, words)
     SELECT given.id, to_timestamp(at / 1000.0), to_tsvector('simple', words) FROM given JOIN cases USING (id)`,
    [JSON.stringify(written), JSON.stringify({ ...newCase, kind: 'complaint' })],
  );
});
afterAll(async () => {
  await source.destroy();
  await database.drop();
});

const asked = (filter: Partial<CaseFilter>) => {
  const words = filter.q === undefined ? null : textQuery(filter.q);
  const select = <Row>(sql: string, values?: unknown[]): Promise<Row[]> => source.query(sql, values);
  const sealer = { index: (value: string) => value };
  return listCases(select, sealer, { limit, offset: 0, ...(words && { words }), ...filter }, reach);
};

/** The same by looking at every case. */
const fits = ({ q, personId, status }: Partial<CaseFilter>) =>
  written
    .filter((one) => personId === undefined || one.agent === personId || one.official === personId)
    .filter((one) => status === undefined || one.status === status)
    .filter(({ number, words }) => {
      if (q === undefined) return true;
      const upper = q.toUpperCase();
      const typed = textQuery(q)?.words ?? [];
      const said = typed.length > 0 && typed.every((word) => words.split(' ').some((one) => one.startsWith(word)));
      return number.startsWith(upper) || number.endsWith(upper) || said;
    })
    .sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1))
    .map(({ number }) => number);

const questions = [
  undefined,
  'lampu',
  'banjir',
  'lampu padam',
  'pas',
  '0004',
  '4',
  'SBY',
  'sby-202601',
  'SBY-20260124',
  'kutu',
];
const narrowings = [{}, { personId: sari }, { status: 'open' }, { personId: budi, status: 'closed' }];

describe.each(questions)('tickets found by %p', (q) => {
  it.each(narrowings)(
    'of %p are, page by page, those that looking at every case finds, newest first',
    async (narrow) => {
      const filter = { ...(q !== undefined && { q }), ...narrow };
      const expected = fits(filter);
      const pages: string[] = [];
      for (let offset = 0; offset <= expected.length; offset += limit) {
        const { cases, total, more } = await asked({ ...filter, offset });
        pages.push(...cases.map(({ ticketNumber }) => ticketNumber));
        if (!more) expect([offset, total]).toEqual([offset, expected.length]);
        else {
          expect(total).toBeLessThan(expected.length);
          expect(total).toBeGreaterThanOrEqual(offset + cases.length);
        }
      }
      expect(pages).toEqual(expected);
    },
  );
});

it('both what was counted to its end and what was not is among these questions', async () => {
  const more = await Promise.all(questions.map(async (q) => (await asked({ ...(q !== undefined && { q }) })).more));
  expect(new Set(more)).toEqual(new Set([true, false]));
  expect(fits({ q: 'banjir' }).length).toBeGreaterThan(reach.counted);
});
