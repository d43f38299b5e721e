import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The calls that were placed for a case: asked for by what a person may ask of the office. */
export class CallsOfACase1763770000641 implements MigrationInterface {
  readonly name = 'CallsOfACase1763770000641';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX "call_case_id" ON "call" ("case_id") WHERE case_id IS NOT NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX "call_case_id"');
  }
}
