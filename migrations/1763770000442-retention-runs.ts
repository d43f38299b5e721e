import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What each day let go of, class by class: one server does it, and people read it. */
export class RetentionRuns1763770000442 implements MigrationInterface {
  readonly name = 'RetentionRuns1763770000442';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE "retention_run" (
        "day" text NOT NULL,
        "class" text NOT NULL,
        "began_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
        "touched_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
        "ended_at" TIMESTAMP(3) WITH TIME ZONE,
        "done" integer NOT NULL DEFAULT 0,
        "fault" text,
        CONSTRAINT "retention_run_pkey" PRIMARY KEY ("day", "class")
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "retention_run"');
  }
}
