import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What tools such as Metabase or Grafana may read: the facts, how agents stood and what went to and fro as messages, under
 * names that stay. No word, number or address of a citizen is in them.
 */
const views = {
  step: `SELECT case_id, run_id, service_id AS service, channel, sop_id AS procedure, sop_version AS procedure_version, step,
      actor AS role, person_id, clock, budget, spent, started_at, ended_at, wall_ms, service_ms, paused_ms, verdict, corrected, estimated
    FROM step_fact`,
  case: `SELECT case_id, call_id, service_id AS service, channel, sop_id AS procedure, sop_version AS procedure_version, kind,
      category, agent_id AS person_id, opened_at, closed_at, ended_as, disposition, prank, follows, answered, handed_over, first_contact
    FROM case_fact`,
  call: `SELECT call_id, direction, case_id, service_id AS service, sop_id AS procedure, queue, agent_id AS person_id, arrived_at,
      queued_at, answered_at, ended_at, outcome, ended_by, offers, transfers, talk_ms, holds, held_ms, estimated, heard
    FROM call_fact`,
  ring: `SELECT call_id, offer_id AS ring_id, service_id AS service, agent_id AS person_id, offered_at, answered_at, ended_at, result,
      talk_ms, held_ms
    FROM offer_fact`,
  agent_state: `SELECT id AS stretch_id, person_id, state, reason, cause, began_at,
      lead(began_at) OVER (PARTITION BY person_id ORDER BY began_at, seq) AS ended_at
    FROM agent_stretch`,
  message: `SELECT seq AS message_id, case_id, service_id AS service, channel, direction, purpose, status, segments, person_id, at
    FROM message WHERE aside IS NULL`,
  person: 'SELECT id AS person_id, display_name AS name, role, active FROM person',
};

/** `ended_at` of a state that goes on is null. A view keeps PostgreSQL from dropping a column that it shows: make it anew around that. */
export class ReportingViews1763770000763 implements MigrationInterface {
  readonly name = 'ReportingViews1763770000763';

  async up(runner: QueryRunner): Promise<void> {
    for (const [name, query] of Object.entries(views))
      await runner.query(`CREATE VIEW "reporting_${name}" AS ${query}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of Object.keys(views)) await runner.query(`DROP VIEW "reporting_${name}"`);
  }
}
