import type { MigrationInterface, QueryRunner } from 'typeorm';
import { takingTime } from './taking-time.ts';

/**
 * The words of cases stand in the order in which the cases were opened, so that the newest are read without their cases.
 * Written anew, not changed row by row, which would leave twice as much behind: a million takes half a minute, before the
 * server works. Of an older server that still does, whoever writes a case's words waits for all of it, and whoever changes a
 * case for its last second.
 */
export class NewestWords1763770000789 implements MigrationInterface {
  readonly name = 'NewestWords1763770000789';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE "case_search" RENAME TO "case_search_before";
      CREATE TABLE "case_search" (
        "case_id" uuid NOT NULL,
        "opened_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        "words" tsvector NOT NULL
      )`);
    await takingTime(
      runner,
      `INSERT INTO case_search SELECT c.id, c.opened_at, s.words
       FROM case_search_before s JOIN case_file c ON c.id = s.case_id ORDER BY c.opened_at`,
    );
    await runner.query('DROP TABLE "case_search_before"');
    await takingTime(runner, 'ALTER TABLE "case_search" ADD CONSTRAINT "PK_case_search" PRIMARY KEY ("case_id")');
    await takingTime(runner, 'CREATE INDEX "case_search_words" ON "case_search" USING gin ("words")');
    await takingTime(runner, 'CREATE INDEX "case_search_opened" ON "case_search" ("opened_at")');
    // Last, since it locks cases too.
    await takingTime(
      runner,
      `ALTER TABLE "case_search" ADD CONSTRAINT "FK_ffc6f712b86e3f87383350e5593" FOREIGN KEY ("case_id") REFERENCES "case_file" ("id")`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "case_search" DROP COLUMN "opened_at"');
  }
}
