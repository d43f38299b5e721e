import type { DataSource } from 'typeorm';
import type { Asked, CaseFigures, CaseKey, FigureStore } from '../../app/ports/figures.ts';
import {
  askFacts,
  countOf,
  createConditions,
  type FigureRows,
  type Grouped,
  intervalOf,
  periodValues,
  type Source,
  spreadOf,
  toSpread,
  toTold,
} from './parts.ts';

/** Of what `caseColumnsOf` has, and of a fact alike. */
export const caseKeyColumns: Readonly<Record<CaseKey, string>> = {
  service: 'service_id',
  channel: 'channel',
  agent: 'agent_id::text',
  official: 'official_id::text',
  procedure: 'sop_id',
  category: 'category',
  kind: 'kind',
  field: 'own',
};

/** What cases are told apart by, from their row; `own` is what stands in the office's own field, a parameter. */
export const caseColumnsOf = (own: string): string => `service_id, agent_id, official_id, sop_id,
  state->>'channel' AS channel, state->>'category' AS category, state->>'kind' AS kind, ${own} AS own`;

/** The office's own field that is asked by, as an expression; none is asked by: nothing. */
export function ownField(
  values: unknown[],
  { by, field }: { readonly by: CaseKey; readonly field?: string | undefined },
) {
  if (by !== 'field') return 'NULL::text';
  values.push(field);
  return `c.state->'notes'->>$${values.length}::text`;
}

const counts = [
  ...['opened', 'repeats', 'closed', 'abandoned', 'otherwise', 'answered', 'first_contact', 'handed_over', 'pranks'],
  'follows',
] as const;

type Row = Grouped & { length_mean: string | null; length_ranks: number[] | null } & Record<string, unknown>;

const noCases: CaseFigures = {
  ...{
    opened: 0,
    repeats: 0,
    closed: 0,
    abandoned: 0,
    otherwise: 0,
    answered: 0,
    firstContact: 0,
    handedOver: 0,
    pranks: 0,
  },
  ...{ follows: 0, length: { mean: null, median: null, p90: null } },
};

const closed = { where: "ended_as = 'closed'" };
const length = { ...closed, value: 'ms' };
const figures = {
  ...{ opened: { where: 'came' }, repeats: { where: 'repeats' }, closed },
  abandoned: { where: "ended_as = 'abandoned'" },
  otherwise: { where: "ended_as NOT IN ('closed', 'abandoned')" },
  ...{
    answered: { where: 'answered' },
    firstContact: { where: 'first_contact' },
    handedOver: { where: 'handed_over' },
  },
  ...{ pranks: { where: 'prank' }, follows: { where: 'follows' }, lengthMedian: length, lengthP90: length },
} satisfies Record<string, FigureRows>;

/** Cases opened, and cases that ended: one that did both in the period is there twice. */
export function caseSource(asked: Asked<CaseKey>): Source {
  const values: unknown[] = [...periodValues(asked)];
  const only = createConditions(values);
  only.is('service_id', asked.serviceId);
  only.is('agent_id', asked.agentId);
  only.is('sop_id', asked.sopId);
  only.is('channel', asked.channel);
  const own = ownField(values, asked);
  // What the facts have not is read from the cases themselves.
  const facts =
    asked.by === 'official' || asked.by === 'field'
      ? `(SELECT x.*, c.official_id, ${own} AS own FROM case_fact x JOIN case_file c ON c.id = x.case_id) d`
      : 'case_fact';
  const key = caseKeyColumns[asked.by];
  const row = 'case_id::text AS id, NULL AS call_id, case_id, agent_id AS person_id, service_id, NULL AS step';
  return {
    ...{ values, figures },
    tables: `WITH came AS (SELECT opened_at, c.id AS case_id, ${caseColumnsOf(own)}, EXISTS (SELECT FROM case_file p
             WHERE p.phone_index = c.phone_index AND p.task_period IS NULL AND p.id <> c.id
               AND p.opened_at <= c.opened_at AND p.opened_at >= c.opened_at - interval '7 days'
               AND (p.opened_at, p.id) < (c.opened_at, c.id)) AS repeats
           FROM case_file c WHERE opened_at >= $1 AND opened_at < $2 AND task_period IS NULL),
       g AS (
         SELECT ${intervalOf(asked.interval, 'opened_at')} AS at, ${key} AS key, opened_at AS moment, ${row}, true AS came,
           repeats, NULL AS ended_as, false AS answered, false AS first_contact, false AS handed_over, false AS prank,
           false AS follows, NULL::numeric AS ms
         FROM came WHERE true ${only.sql()}
         UNION ALL
         SELECT ${intervalOf(asked.interval, 'closed_at')}, ${key}, closed_at, ${row}, false, false, ended_as, answered,
           first_contact, handed_over, prank, follows, extract(epoch FROM closed_at - opened_at) * 1000
         FROM ${facts} WHERE closed_at >= $1 AND closed_at < $2 ${only.sql()})`,
  };
}

/** Citizens' cases: those opened by when they came, all else by when they ended. */
export function createCaseFigures(dataSource: DataSource): FigureStore['cases'] {
  return async (asked) => {
    const { tables, values } = caseSource(asked);
    const rows: Row[] = await askFacts(
      dataSource,
      `${tables}
       SELECT GROUPING(at, key) AS what, at, key, ${[
         ...(['opened', 'repeats', 'closed', 'abandoned', 'otherwise', 'answered', 'follows', 'pranks'] as const).map(
           (name) => countOf(name, figures[name]),
         ),
         countOf('first_contact', figures.firstContact),
         countOf('handed_over', figures.handedOver),
         spreadOf('length', length.value, length.where),
       ].join(', ')}
       FROM g GROUP BY GROUPING SETS ((at), (key), ())`,
      values,
    );
    return toTold(rows, toFigures, noCases);
  };
}

function toFigures(row: Row): CaseFigures {
  const n = (name: (typeof counts)[number]) => Number(row[name]);
  return {
    ...{
      opened: n('opened'),
      repeats: n('repeats'),
      closed: n('closed'),
      abandoned: n('abandoned'),
      otherwise: n('otherwise'),
    },
    ...{ answered: n('answered'), firstContact: n('first_contact'), handedOver: n('handed_over') },
    ...{ pranks: n('pranks'), follows: n('follows'), length: toSpread(row.length_mean, row.length_ranks) },
  };
}
