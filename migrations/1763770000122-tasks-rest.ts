import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A procedure whose services are taken away owes nothing for as long as none of them is back. */
export class TasksRest1763770000122 implements MigrationInterface {
  readonly name = 'TasksRest1763770000122';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "recurring_task" ADD "rested_at" TIMESTAMP(3) WITH TIME ZONE`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "recurring_task" DROP COLUMN "rested_at"`);
  }
}
