import type { CaseFilter } from '../app/ports/known-callers.ts';
import { type BriefColumns, briefColumns, toBrief } from './rows.ts';
import type { Sealer } from './secrets/sealed.ts';

type Select = <Row>(sql: string, values?: unknown[]) => Promise<Row[]>;

/** Tickets that fit the filter, newest first, and how many there are. What the office owes itself is no ticket of a citizen's. */
export async function listCases(select: Select, sealer: Pick<Sealer, 'index'>, filter: CaseFilter) {
  const { where, values } = condition(sealer, filter);
  const rows = await select<BriefColumns>(
    `SELECT ${briefColumns} FROM case_file c ${where}
     ORDER BY c.opened_at DESC, c.id LIMIT $${values.length + 1} OFFSET $${values.length + 2}`,
    [...values, filter.limit, filter.offset],
  );
  const [count] = await select<{ total: number }>(`SELECT count(*)::int AS total FROM case_file c ${where}`, values);
  return { cases: rows.map(toBrief), total: count?.total ?? 0 };
}

/** Only what is asked for is in the statement, so that each part may use its index. */
function condition(sealer: Pick<Sealer, 'index'>, filter: CaseFilter): { where: string; values: unknown[] } {
  const values: unknown[] = [];
  const all = ['c.task_period IS NULL'];
  const add = (value: unknown, sql: (parameter: string) => string) => {
    if (value !== undefined) all.push(sql(`$${values.push(value)}`));
  };
  const { q, words, number } = filter;
  if (q !== undefined) {
    const ways: string[] = [];
    if (words)
      ways.push(
        `c.id IN (SELECT case_id FROM case_search WHERE words @@ to_tsquery('simple', $${values.push(words.exact)}))`,
      );
    // No ticket number has a space in it: of several words the index alone is asked, and not every ticket.
    if (!words || !/\s/u.test(q)) {
      const typed = `$${values.push(q)}::text`;
      ways.push(`starts_with(c.ticket_number, upper(${typed})) OR right(c.ticket_number, length(${typed})) = ${typed}`);
    }
    all.push(`(${ways.join(' OR ')})`);
  }
  if (number !== undefined) {
    const fingerprint = `$${values.push(sealer.index(number.value))}`;
    const theirs =
      number.of === 'phone'
        ? `c.phone_index = ${fingerprint}`
        : `c.id IN (SELECT case_id FROM case_nik WHERE nik_index = ${fingerprint})`;
    all.push(`${theirs} AND c.restricted_at IS NULL`);
  }
  add(filter.status, (value) => `c.status = ${value}`);
  add(filter.sopId, (value) => `c.sop_id = ${value}`);
  add(filter.serviceId, (value) => `c.service_id = ${value}`);
  add(filter.channel, (value) => `c.state->>'channel' = ${value}`);
  add(filter.from, (value) => `c.office_day >= ${value}::date`);
  add(filter.until, (value) => `c.office_day <= ${value}::date`);
  add(filter.personId, (value) => `${value}::uuid IN (c.agent_id, c.official_id)`);
  return { where: `WHERE ${all.join(' AND ')}`, values };
}
