import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Alerts keep at which per cent they were raised, and an escalation who hears of it. Of those raised before, the per
 * cent is not known.
 */
export class AlertRungs1763770000061 implements MigrationInterface {
  readonly name = 'AlertRungs1763770000061';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE "alert"
        ADD "percent" integer,
        ADD "rung_to" text array,
        ADD "rung_people" uuid array,
        ADD "rung_by" text array,
        ADD "urgent" boolean NOT NULL DEFAULT false,
        DROP CONSTRAINT "alert_once",
        ADD CONSTRAINT "alert_once" UNIQUE ("case_id", "run_id", "kind", "percent", "due_at")
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    // Two rungs of one moment are one again.
    await runner.query(`
      DELETE FROM "alert" a USING "alert" b
      WHERE a.case_id = b.case_id AND a.run_id = b.run_id AND a.kind = b.kind AND a.due_at = b.due_at AND a.id > b.id
    `);
    await runner.query(`
      ALTER TABLE "alert"
        DROP CONSTRAINT "alert_once",
        ADD CONSTRAINT "alert_once" UNIQUE ("case_id", "run_id", "kind", "due_at"),
        DROP "percent", DROP "rung_to", DROP "rung_people", DROP "rung_by", DROP "urgent"
    `);
  }
}
