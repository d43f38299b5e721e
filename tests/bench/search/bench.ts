import { soughtBy, termsOf, wordsIn } from '../../../server/domain/search/likeness.ts';
import { textQuery } from '../../../server/domain/search/query.ts';
import { createStore } from '../../../server/store/store.ts';
import { openBenchDatabase } from '../support/database.ts';
import { median, ms, percentile, table, times } from '../support/figures.ts';
import type { BenchOptions } from '../support/options.ts';
import { sealer } from '../support/sealer.ts';
import { ensureAnswers, ensureWrittenCases } from './fill.ts';

const answers = 2_000;
const limit = 50;
/** Looked for as one types: each beginning is a search. */
const typed = [
  ...[
    'lampu jalan padam',
    'ktp hilang',
    'banjir',
    'siti',
    'achmad bade',
    'parkir liar pasar',
    'akta kelahiran',
    'kartu keluarga',
  ],
  ...['sampah menumpuk bubebi', 'zzqqxx', '0042', 'SBY-20200101-0007'],
];
const beginnings = (texts: readonly string[]) =>
  texts.flatMap((text) => [...text].map((_, at) => text.slice(0, at + 1)));

interface Way {
  readonly name: string;
  readonly samples: number[];
  found: number;
}

/** Search while one types: a page of tickets with how many there are, answers, and cases like one, beside plain ILIKE. */
export async function benchSearch({ earlier, dataDir, quick }: BenchOptions): Promise<void> {
  const cases = earlier;
  const database = await openBenchDatabase(dataDir, 4);
  try {
    const { dataSource } = database;
    await ensureWrittenCases(dataSource, cases);
    await ensureAnswers(dataSource, answers);
    const store = createStore({ dataSource, sealer, officeCode: 'SBY' });
    const select = (sql: string, values: unknown[]) => dataSource.query(sql, values);

    const like = `c.task_period IS NULL AND (c.ticket_number ILIKE $1 OR c.state->>'complaint' ILIKE $1
      OR c.state->>'callerName' ILIKE $1 OR c.state->>'address' ILIKE $1 OR c.state->>'solution' ILIKE $1)`;
    const ways = {
      cases: way('tickets: page and how many'),
      casesLike: way('the same by ILIKE'),
      answers: way('answers'),
      answersLike: way('the same by ILIKE'),
      alike: way('cases like one'),
    };
    const searches = beginnings(typed);
    // ILIKE reads every case whenever something is rare: as many as there is time for, spread over the others.
    const slow = quick ? 20 : 6;
    for (const [at, q] of searches.entries()) {
      const words = textQuery(q);
      await timed(ways.cases, async () => {
        const filter = { q, ...(words && { words }), limit, offset: 0 };
        return (await store.listCases(filter)).cases.length;
      });
      if (at % slow === 0)
        await timed(ways.casesLike, async () => {
          const rows: unknown[] = await select(
            `SELECT c.id, c.state FROM case_file c WHERE ${like} ORDER BY c.opened_at DESC, c.id LIMIT ${limit}`,
            [`%${q}%`],
          );
          await select(`SELECT count(*)::int FROM case_file c WHERE ${like}`, [`%${q}%`]);
          return rows.length;
        });
      if (words)
        await timed(ways.answers, async () => {
          const facts = { today: '2026-12-02', serviceId: null, subject: null, limit: 8, alike: true };
          return (await store.findAnswers({ query: words, ...facts })).length;
        });
      await timed(ways.answersLike, async () => {
        const found = `a.published #>> '{title,id}' ILIKE $1 OR a.published #>> '{body,id}' ILIKE $1`;
        const rows: unknown[] = await select(`SELECT a.id, a.published FROM answer a WHERE ${found} LIMIT 8`, [
          `%${q}%`,
        ]);
        return rows.length;
      });
    }
    await likeCases(ways.alike, store, select, quick ? 10 : 100);
    console.log(
      `\n## Search while one types, ${cases} cases and ${answers} answers, ${searches.length} beginnings of ${typed.length} texts\n${database.settings}\n`,
    );
    const rows: [Way, Way | null][] = [
      [ways.cases, ways.casesLike],
      [ways.casesLike, null],
      [ways.answers, ways.answersLike],
      [ways.answersLike, null],
      [ways.alike, null],
    ];
    console.log(
      table(
        ['what', 'searches', 'p50 ms', 'p99 ms', 'most ms', 'p99 ÷ ILIKE', 'with a find'],
        rows.map(([{ name, samples, found }, other]) => [
          ...[
            name,
            String(samples.length),
            ms(median(samples)),
            ms(percentile(samples, 0.99)),
            ms(Math.max(...samples)),
          ],
          ...[other ? times(percentile(samples, 0.99) / percentile(other.samples, 0.99)) : '', String(found)],
        ]),
      ),
    );
    const worst = searches.map((q, at) => [q, ways.cases.samples[at] ?? 0] as const).sort((a, b) => b[1] - a[1]);
    console.log(
      `\nSlowest of tickets: ${worst
        .slice(0, 8)
        .map(([q, took]) => `“${q}” ${ms(took)}`)
        .join(', ')}`,
    );
  } finally {
    await database.close();
  }
}

/** As the server does it, but for the rights of each case. */
async function likeCases(
  into: Way,
  store: ReturnType<typeof createStore>,
  select: (sql: string, values: unknown[]) => Promise<unknown[]>,
  count: number,
): Promise<void> {
  const some = (await select(
    `SELECT id, state->>'complaint' AS complaint, state->>'address' AS address FROM case_file
     WHERE ticket_number LIKE '%7' ORDER BY opened_at DESC LIMIT $1`,
    [count],
  )) as { id: string; complaint: string; address: string }[];
  for (const { id, complaint, address } of some)
    await timed(into, async () => {
      const { cases, shares } = await store.wordShares();
      const least = Math.min(1e-3, ...shares.values());
      const terms = [...termsOf(complaint, [], 24), ...termsOf(address, [], 8)];
      const sought = soughtBy(terms, (word) => shares.get(word) ?? least, cases);
      const question = { caseId: id, sought, words: wordsIn(terms), category: 'road_damage', personId: null };
      return (await store.likeCases(question)).length;
    });
}

const way = (name: string): Way => ({ name, samples: [], found: 0 });

async function timed(into: Way, search: () => Promise<number>): Promise<void> {
  const before = performance.now();
  const found = await search();
  into.samples.push(performance.now() - before);
  if (found > 0) into.found += 1;
}
