import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How far the office has come with each recurring task: what it missed can be made up, what was before it began cannot. */
export class RecurringTasks1763770000120 implements MigrationInterface {
  readonly name = 'RecurringTasks1763770000120';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE "recurring_task" (
        "sop_id" text NOT NULL,
        "step" text NOT NULL,
        "scope" text NOT NULL,
        "since" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        "through" text,
        CONSTRAINT "recurring_task_pkey" PRIMARY KEY ("sop_id", "step", "scope")
      )
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "recurring_task"`);
  }
}
