import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Missed callers who are not called in time raise alerts: since when their time runs, and what has been raised of it. */
export class MissedAlerts1763770000560 implements MigrationInterface {
  readonly name = 'MissedAlerts1763770000560';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE "missed_caller"
        ADD "since" TIMESTAMP(3) WITH TIME ZONE,
        ADD "raised" integer NOT NULL DEFAULT 0,
        ADD "next_alert_at" TIMESTAMP(3) WITH TIME ZONE`);
    await runner.query(`
      UPDATE "missed_caller" SET "since" = "first_at",
        "next_alert_at" = CASE WHEN settled_at IS NULL THEN "due_at" + interval '1 millisecond' END`);
    await runner.query(`
      ALTER TABLE "missed_caller" ALTER "since" SET NOT NULL, ALTER "raised" DROP DEFAULT`);
    await runner.query(
      'CREATE INDEX "missed_caller_next_alert" ON "missed_caller" ("next_alert_at") WHERE settled_at IS NULL',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX "missed_caller_next_alert"');
    await runner.query(
      'ALTER TABLE "missed_caller" DROP COLUMN "next_alert_at", DROP COLUMN "raised", DROP COLUMN "since"',
    );
  }
}
