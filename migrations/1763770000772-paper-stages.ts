import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * How far a paper had come when a step ended by it, so that one that was handed in as it was made ends another when it is
 * signed or given back. Those of before end nothing more, as it was.
 */
export class PaperStages1763770000772 implements MigrationInterface {
  readonly name = 'PaperStages1763770000772';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "paper" ADD COLUMN "ended_stage" text');
    await runner.query(`UPDATE "paper" SET "ended_stage" = 'sent' WHERE "ended_step" IS NOT NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "paper" DROP COLUMN "ended_stage"');
  }
}
