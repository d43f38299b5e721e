import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Reports that go out by e-mail by themselves: when, to whom, and what became of each. */
export class ReportSchedules1763770000774 implements MigrationInterface {
  readonly name = 'ReportSchedules1763770000774';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE "report_schedule" (
        "id" uuid NOT NULL,
        "owner_id" uuid NOT NULL,
        "settings" jsonb NOT NULL,
        "active" boolean NOT NULL,
        "next_at" TIMESTAMP(3) WITH TIME ZONE,
        "changed_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        CONSTRAINT "report_schedule_pkey" PRIMARY KEY ("id"),
        CONSTRAINT "report_schedule_owner" FOREIGN KEY ("owner_id") REFERENCES "person" ("id")
      )`);
    await runner.query(`
      CREATE TABLE "report_run" (
        "id" uuid NOT NULL,
        "schedule_id" uuid NOT NULL,
        "due_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        "from_day" text NOT NULL,
        "to_day" text NOT NULL,
        "state" text NOT NULL,
        "reason" text,
        "attempts" integer NOT NULL,
        "missed" integer NOT NULL,
        "told" jsonb NOT NULL,
        "next_try_at" TIMESTAMP(3) WITH TIME ZONE,
        "sent_at" TIMESTAMP(3) WITH TIME ZONE,
        CONSTRAINT "report_run_pkey" PRIMARY KEY ("id"),
        CONSTRAINT "report_run_due" UNIQUE ("schedule_id", "due_at"),
        CONSTRAINT "report_run_schedule" FOREIGN KEY ("schedule_id") REFERENCES "report_schedule" ("id") ON DELETE CASCADE
      )`);
    await runner.query(`CREATE INDEX "report_run_next_try" ON "report_run" ("next_try_at") WHERE state = 'pending'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "report_run"');
    await runner.query('DROP TABLE "report_schedule"');
  }
}
