import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a report says of its day or month, as it was counted when it was made. */
export class PaperFigures1763770000773 implements MigrationInterface {
  readonly name = 'PaperFigures1763770000773';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "paper" ADD COLUMN "figures" jsonb');
    await runner.query('CREATE INDEX "paper_report" ON "paper" ("kind", "made_at") WHERE figures IS NOT NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX "paper_report"');
    await runner.query('ALTER TABLE "paper" DROP COLUMN "figures"');
  }
}
