import type { CaseFilter, CaseListing } from '../app/ports/known-callers.ts';
import { type NumberPart, numberPart } from '../domain/ticket/number-part.ts';
import { type BriefColumns, briefColumns, toBrief } from './rows.ts';
import type { Sealer } from './secrets/sealed.ts';

type Select = <Row>(sql: string, values?: unknown[]) => Promise<Row[]>;

/** How far a search reads. */
interface Reach {
  /** Whoever finds more than these narrows the question: nobody reads on, and counting a million takes seconds. */
  readonly counted: number;
  /** Of cases with words the newest are read one after the other: where many fit, the page is among them. */
  readonly newest: number;
}
const usual: Reach = { counted: 1_000, newest: 20_000 };

/** What is said of how many there are where not all were counted: more than one of these. */
const told = [10, 20, 50, 100, 200, 500, 1_000];

/** Where the words that were typed are looked for. */
type Among = 'newest' | 'all';

/**
 * Tickets that fit the filter, newest first, and how many there are. What the office owes itself is no ticket of a citizen's.
 * @param reach another one for tests
 */
export async function listCases(
  select: Select,
  sealer: Pick<Sealer, 'index'>,
  filter: CaseFilter,
  reach = usual,
): Promise<CaseListing> {
  const { offset, limit } = filter;
  // No ticket number has a space in it.
  const part = filter.q === undefined ? null : numberPart(filter.q);
  const wanted = offset + limit;
  const most = Math.max(reach.counted, wanted) + 1;
  const read = (among: Among) => readPage(select, statement(sealer, filter, part, { among, most, reach }));
  // A whole day's numbers are few, and words that are like them rare.
  const newest = filter.words && part?.ofOneDay !== true ? await read('newest') : null;
  if (newest && !newest.whole && newest.found > wanted)
    return { cases: newest.cases, total: Math.max(wanted, leastOf(newest.found - 1)), more: true };
  const { cases, found } = newest?.whole ? newest : await read('all');
  const more = found >= most;
  return { cases, total: more ? most - 1 : found, more };
}

const leastOf = (found: number): number => told.findLast((step) => step <= found) ?? 0;

async function readPage(select: Select, [sql, values]: [string, unknown[]]) {
  const rows = await select<{ found: number; whole: boolean } & (BriefColumns | { id: null })>(sql, values);
  const cases = rows.flatMap((row) => (row.id === null ? [] : [toBrief(row)]));
  return { cases, found: rows[0]?.found ?? 0, whole: rows[0]?.whole === true };
}

/**
 * Each way in which a ticket is found is a question of its own, which has its own index, and gives its newest; together
 * they give the newest of all. One question with `OR` would have no index for both.
 */
function statement(
  sealer: Pick<Sealer, 'index'>,
  filter: CaseFilter,
  part: NumberPart | null,
  { among, most, reach }: { among: Among; most: number; reach: Reach },
): [sql: string, values: unknown[]] {
  const values: unknown[] = [];
  const add = (value: unknown) => `$${values.push(value)}`;
  const person = filter.personId === undefined ? null : `${add(filter.personId)}::uuid`;
  // Of what was opened after this, every case with words is among the newest.
  const horizon = `(SELECT coalesce(max(at), '-infinity') AS at FROM
    (SELECT opened_at AS at FROM case_search ORDER BY opened_at DESC OFFSET ${reach.newest - 1} LIMIT 1) edge)`;
  const narrow = [
    ...narrowed(sealer, filter, add),
    // Of whatever is found, by words or by number, all that is as new: else an old number would stand before a newer word.
    ...(among === 'newest' ? ['c.opened_at > (SELECT at FROM horizon)'] : []),
  ];
  const theirs = person === null ? [] : [`(c.agent_id = ${person} OR c.official_id = ${person})`];
  const newest = (conditions: readonly string[], from = 'case_file c', at = 'c.opened_at') =>
    `(SELECT c.id, ${at} AS opened_at FROM ${from}${conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`}
      ORDER BY ${at} DESC, c.id LIMIT ${add(most)})`;

  const ways: string[] = [];
  if (filter.q === undefined) {
    if (person === null) ways.push(newest(narrow));
    else for (const who of ['agent_id', 'official_id']) ways.push(newest([`c.${who} = ${person}`, ...narrow]));
  }
  if (part?.begins) {
    const until = part.until === null ? [] : [openedBy(add(part.until))];
    ways.push(newest([`c.ticket_number ^@ ${add(part.begins)}::text`, ...until, ...narrow, ...theirs]));
  }
  if (part?.ends)
    ways.push(newest([`reverse(c.ticket_number) ^@ reverse(${add(part.ends)}::text)`, ...narrow, ...theirs]));
  if (filter.words) {
    const query = `words @@ to_tsquery('simple', ${add(filter.words.exact)})`;
    // `OFFSET 0`: what stands there is done as it stands, whatever PostgreSQL takes the words to be.
    const found =
      among === 'newest'
        ? `SELECT case_id, opened_at FROM (SELECT * FROM case_search ORDER BY opened_at DESC LIMIT ${reach.newest}) n WHERE ${query}`
        : `SELECT case_id, opened_at FROM (SELECT case_id, opened_at FROM case_search WHERE ${query} OFFSET 0) n`;
    const one = `LATERAL (SELECT * FROM case_file c WHERE ${['c.id = s.case_id', ...narrow, ...theirs].join(' AND ')} OFFSET 0) c`;
    ways.push(newest([], `(${found} ORDER BY opened_at DESC, case_id OFFSET 0) s, ${one}`, 's.opened_at'));
  }
  if (ways.length === 0) ways.push('(SELECT id, opened_at FROM case_file WHERE false)');
  return [
    `WITH ${among === 'newest' ? `horizon AS MATERIALIZED ${horizon},` : ''}
       found AS MATERIALIZED (${ways.join('\nUNION\n')}),
       page AS (SELECT id FROM found ORDER BY opened_at DESC, id LIMIT ${add(filter.limit)} OFFSET ${add(filter.offset)})
     SELECT n.*, c.* FROM (
         SELECT count(*)::int AS found, ${among === 'newest' ? "(SELECT at FROM horizon) = '-infinity'" : 'true'} AS whole FROM found) n
       LEFT JOIN (SELECT ${briefColumns} FROM page JOIN case_file c ON c.id = page.id) c ON true
     ORDER BY c.opened_at DESC, c.id`,
    values,
  ];
}

/**
 * A number is of the day on which it was drawn, never before the case was opened. Said besides, so that tickets of long ago
 * are read from there on: three days are more than the clocks of the world are apart.
 */
const openedBy = (day: string): string => `c.opened_at < ${day}::date + 3`;

/** Only what is asked for is in the statement, so that each part may use its index. */
function narrowed(
  sealer: Pick<Sealer, 'index'>,
  filter: CaseFilter,
  add: (value: unknown) => string,
): readonly string[] {
  const all = ['c.task_period IS NULL'];
  const { number, status, sopId, serviceId, channel, from, until } = filter;
  if (number !== undefined) {
    const fingerprint = add(sealer.index(number.value));
    const theirs =
      number.of === 'phone'
        ? `c.phone_index = ${fingerprint}`
        : `c.id IN (SELECT case_id FROM case_nik WHERE nik_index = ${fingerprint})`;
    all.push(`${theirs} AND c.restricted_at IS NULL`);
  }
  if (status !== undefined) {
    all.push(`c.status = ${add(status)}`);
    // What ends a case is one of two: all others have an index of what is open.
    if (status !== 'closed' && status !== 'abandoned') all.push('c.closed_at IS NULL');
  }
  if (sopId !== undefined) all.push(`c.sop_id = ${add(sopId)}`);
  if (serviceId !== undefined) all.push(`c.service_id = ${add(serviceId)}`);
  if (channel !== undefined) all.push(`c.state->>'channel' = ${add(channel)}`);
  if (from !== undefined) all.push(`c.office_day >= ${add(from)}::date`);
  if (until !== undefined) {
    const day = add(until);
    all.push(`c.office_day <= ${day}::date AND ${openedBy(day)}`);
  }
  return all;
}
