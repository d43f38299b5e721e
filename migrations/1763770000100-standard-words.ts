import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Columns and effects carry the words of the field: escalation level, recurring task, queue membership. */
export class StandardWords1763770000100 implements MigrationInterface {
  readonly name = 'StandardWords1763770000100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE "case_file" RENAME "duty" TO "task_period";
      ALTER TABLE "alert" RENAME "rung_to" TO "level_to";
      ALTER TABLE "alert" RENAME "rung_people" TO "level_people";
      ALTER TABLE "alert" RENAME "rung_by" TO "level_by";
      UPDATE "outbox" SET kind = 'agent.membership' WHERE kind = 'agent.standing'
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE "case_file" RENAME "task_period" TO "duty";
      ALTER TABLE "alert" RENAME "level_to" TO "rung_to";
      ALTER TABLE "alert" RENAME "level_people" TO "rung_people";
      ALTER TABLE "alert" RENAME "level_by" TO "rung_by";
      UPDATE "outbox" SET kind = 'agent.standing' WHERE kind = 'agent.membership'
    `);
  }
}
