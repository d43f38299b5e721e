import type { DataSource } from 'typeorm';
import type { PlanningFacts } from '../../app/ports/planning.ts';
import { createConditions, intervalOf, periodValues } from './parts.ts';

/** What planning reads of calls and of how agents stood. */
export function createPlanningFacts(dataSource: DataSource): PlanningFacts {
  return {
    waits: async (period, serviceId) => {
      const [from, until] = periodValues(period);
      const values: unknown[] = [from, until];
      const only = createConditions(values);
      only.is('service_id', serviceId);
      const [row]: { abandoned: number; waited: string }[] = await dataSource.query(
        `SELECT (count(*) FILTER (WHERE outcome <> 'answered'))::int AS abandoned, coalesce(sum(greatest(0, extract(epoch
           FROM CASE WHEN outcome = 'answered' THEN answered_at ELSE ended_at END - coalesce(queued_at, arrived_at)))), 0) * 1000
           AS waited
         FROM call_fact WHERE arrived_at >= $1 AND arrived_at < $2 AND direction = 'in'
           AND outcome IN ('answered', 'abandoned', 'shortAbandoned') ${only.sql()}`,
        values,
      );
      return { abandoned: row?.abandoned ?? 0, waitedMs: Math.round(Number(row?.waited ?? 0)) };
    },

    // A state tells nothing after a day: nobody is logged in for longer than 16 hours.
    there: async (period, serviceId, now) => {
      const rows: { at: Date; ms: string }[] = await dataSource.query(
        `WITH s AS (SELECT person_id, state, call_id, greatest(began_at, $1) AS began,
             least(coalesce(lead(began_at) OVER (PARTITION BY person_id ORDER BY began_at, seq), $4), $2, $4) AS until
           FROM agent_stretch WHERE began_at >= $1::timestamptz - interval '1 day' AND began_at < $2)
         SELECT at, sum(extract(epoch FROM least(until, at + interval '30 minutes') - greatest(began, at))) * 1000 AS ms
         FROM s CROSS JOIN LATERAL generate_series(${intervalOf('30m', 'began')}, until - interval '1 microsecond',
           interval '30 minutes') AS at
         WHERE until > began AND state IN ('ready', 'reserved', 'talking', 'wrap-up')
           AND NOT EXISTS (SELECT FROM call_fact f WHERE f.call_id = s.call_id
             AND (f.direction = 'out' OR f.service_id IS DISTINCT FROM coalesce($5, f.service_id)))
           AND ($5::text IS NULL OR person_id IN (SELECT agent_id FROM offer_fact
             WHERE offered_at >= $1 AND offered_at < $2 AND service_id = $5))
         GROUP BY at`,
        [...periodValues(period), new Date(now), serviceId ?? null],
      );
      return rows.map(({ at, ms }) => ({ at: at.getTime(), ms: Math.round(Number(ms)) }));
    },

    since: async (serviceId) => {
      const [row]: { since: Date | null }[] = await dataSource.query(
        `SELECT min(arrived_at) AS since FROM call_fact WHERE direction = 'in' AND ($1::text IS NULL OR service_id = $1)`,
        [serviceId ?? null],
      );
      return row?.since?.getTime() ?? null;
    },
  };
}
