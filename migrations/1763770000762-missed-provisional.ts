import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether a missed caller's moment was counted through a year whose holidays were not known. */
export class MissedProvisional1763770000762 implements MigrationInterface {
  readonly name = 'MissedProvisional1763770000762';

  async up(runner: QueryRunner): Promise<void> {
    // What was promised before is not known to be provisional, and does not move.
    await runner.query('ALTER TABLE "missed_caller" ADD "provisional" boolean NOT NULL DEFAULT false');
    await runner.query('ALTER TABLE "missed_caller" ALTER "provisional" DROP DEFAULT');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "missed_caller" DROP COLUMN "provisional"');
  }
}
