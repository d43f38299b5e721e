import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whoever's second factor was taken away is told so at the next log-in. */
export class FactorTaken1763770000530 implements MigrationInterface {
  readonly name = 'FactorTaken1763770000530';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "person" ADD COLUMN "factor_taken_at" timestamptz(3)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "person" DROP COLUMN "factor_taken_at"');
  }
}
