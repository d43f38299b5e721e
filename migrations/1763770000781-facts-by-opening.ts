import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which cases of a period have no facts yet is asked with every report: not by reading the facts of all years. */
export class FactsByOpening1763770000781 implements MigrationInterface {
  readonly name = 'FactsByOpening1763770000781';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX "case_fact_opened_at" ON "case_fact" ("opened_at")');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX "case_fact_opened_at"');
  }
}
