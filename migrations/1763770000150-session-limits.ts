import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When a log-in session began, however often it was used since: it has a limit of its own. */
export class SessionLimits1763770000150 implements MigrationInterface {
  readonly name = 'SessionLimits1763770000150';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "session" ADD COLUMN "begun_at" timestamptz(3) NOT NULL DEFAULT clock_timestamp()');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "session" DROP COLUMN "begun_at"');
  }
}
