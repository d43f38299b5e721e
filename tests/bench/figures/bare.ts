/**
 * The questions of four reports as somebody writes them who knows the tables: `$1` and `$2` the bounds, `$3` the zone. Each
 * answers for the whole, each key and each day, as the reports do.
 */
const day = (column: string) => `date_trunc('day', ${column} AT TIME ZONE $3)`;
const ranks = (ms: string, where: string) =>
  `avg(${ms}) FILTER (WHERE ${where}), percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY ${ms}) FILTER (WHERE ${where})`;

export const bareQuestions = {
  calls: `
    WITH wrapped AS (
      SELECT call_id, sum(extract(epoch FROM ended - began_at)) AS seconds FROM (
        SELECT call_id, state, began_at, lead(began_at) OVER (PARTITION BY person_id ORDER BY began_at, seq) AS ended
        FROM agent_stretch WHERE began_at >= $1 AND began_at < $2::timestamptz + interval '1 day') s
      WHERE state = 'wrap-up' GROUP BY call_id),
    asked AS (
      SELECT ${day('f.arrived_at')} AS day, f.service_id, f.outcome, f.talk_ms, f.held_ms, w.seconds, c.prank, f.estimated,
        extract(epoch FROM f.answered_at - f.queued_at) * 1000 AS waited
      FROM call_fact f LEFT JOIN case_fact c USING (case_id) LEFT JOIN wrapped w ON w.call_id = f.call_id
      WHERE f.arrived_at >= $1 AND f.arrived_at < $2 AND f.direction = 'in')
    SELECT GROUPING(day, service_id) = 3 AS whole, day, service_id, count(*)::int AS n, count(*) FILTER (WHERE outcome = 'answered'),
      count(*) FILTER (WHERE outcome = 'abandoned'), count(*) FILTER (WHERE outcome = 'shortAbandoned'),
      count(*) FILTER (WHERE waited <= 30000), count(*) FILTER (WHERE prank), count(*) FILTER (WHERE prank AND waited <= 30000),
      sum(talk_ms), sum(held_ms), sum(seconds), count(*) FILTER (WHERE estimated), ${ranks('waited', "outcome = 'answered'")}
    FROM asked GROUP BY GROUPING SETS ((day), (service_id), ())`,
  cases: `
    WITH asked AS (
      SELECT ${day('opened_at')} AS day, service_id, true AS came, NULL AS ended_as, false AS answered, false AS first_contact,
        NULL::numeric AS ms, EXISTS (SELECT FROM case_file p WHERE p.phone_index = c.phone_index AND p.id <> c.id
          AND p.task_period IS NULL AND p.opened_at <= c.opened_at AND p.opened_at >= c.opened_at - interval '7 days') AS repeats
      FROM case_file c WHERE opened_at >= $1 AND opened_at < $2 AND task_period IS NULL
      UNION ALL
      SELECT ${day('closed_at')}, service_id, false, ended_as, answered, first_contact,
        extract(epoch FROM closed_at - opened_at) * 1000, false
      FROM case_fact WHERE closed_at >= $1 AND closed_at < $2)
    SELECT GROUPING(day, service_id) = 3 AS whole, day, service_id, count(*) FILTER (WHERE came)::int AS n,
      count(*) FILTER (WHERE repeats), count(*) FILTER (WHERE ended_as = 'closed'), count(*) FILTER (WHERE ended_as = 'abandoned'),
      count(*) FILTER (WHERE answered), count(*) FILTER (WHERE first_contact), ${ranks('ms', "ended_as = 'closed'")}
    FROM asked GROUP BY GROUPING SETS ((day), (service_id), ())`,
  steps: `
    WITH asked AS (
      SELECT ${day('ended_at')} AS day, sop_id, step, verdict, spent, budget, corrected, estimated
      FROM step_fact WHERE ended_at >= $1 AND ended_at < $2)
    SELECT GROUPING(day, sop_id, step) = 7 AS whole, day, sop_id, step, count(*) FILTER (WHERE verdict = 'met')::int AS n,
      count(*) FILTER (WHERE verdict = 'breached'), count(*) FILTER (WHERE verdict = 'cancelled'),
      count(*) FILTER (WHERE corrected), count(*) FILTER (WHERE estimated), max(spent), max(budget), ${ranks('spent', "verdict <> 'cancelled'")}
    FROM asked GROUP BY GROUPING SETS ((day), (sop_id, step), ())`,
  agents: `
    WITH stood AS (
      SELECT person_id, state, greatest(began_at, $1) AS began,
        least(coalesce(lead(began_at) OVER (PARTITION BY person_id ORDER BY began_at, seq), now()), $2) AS ended
      FROM agent_stretch WHERE began_at >= $1::timestamptz - interval '1 day' AND began_at < $2 AND $3::text <> ''),
    asked AS (
      SELECT person_id, state, extract(epoch FROM ended - began) AS seconds, NULL AS result, 0 AS talked, 0 AS held FROM stood
      WHERE ended > began
      UNION ALL
      SELECT agent_id, NULL, 0, result, talk_ms, held_ms FROM offer_fact
      WHERE offered_at >= $1 AND offered_at < $2 AND agent_id IS NOT NULL)
    SELECT GROUPING(person_id) = 1 AS whole, person_id, count(result)::int AS n, sum(seconds) FILTER (WHERE state = 'ready'),
      sum(seconds) FILTER (WHERE state = 'reserved'), sum(seconds) FILTER (WHERE state = 'talking'),
      sum(seconds) FILTER (WHERE state = 'wrap-up'), sum(seconds) FILTER (WHERE state = 'not-ready'),
      count(*) FILTER (WHERE result = 'answered'), count(*) FILTER (WHERE result = 'no-answer'), sum(talked), sum(held)
    FROM asked GROUP BY GROUPING SETS ((person_id), ())`,
} as const;

export type Asked = keyof typeof bareQuestions;

/** The figure of a report's whole that `n` is. */
export const counted: Readonly<Record<Asked, string>> = {
  ...{ calls: 'arrived', cases: 'opened', steps: 'met', agents: 'rung' },
};
