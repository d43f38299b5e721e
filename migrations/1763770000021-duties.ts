import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the office owes by a procedure, such as the daily report, is a case of nobody's; it says for which period. */
export class Duties1763770000021 implements MigrationInterface {
  readonly name = 'Duties1763770000021';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "case_file" ADD "duty" text`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "case_file" DROP COLUMN "duty"`);
  }
}
