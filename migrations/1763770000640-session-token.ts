import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What stays the same of a log-in when its token is exchanged for another: sockets are open under it. */
export class SessionToken1763770000640 implements MigrationInterface {
  readonly name = 'SessionToken1763770000640';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "session" ADD COLUMN "log_in" text NOT NULL DEFAULT (gen_random_uuid())::text');
    await runner.query('CREATE UNIQUE INDEX "session_log_in" ON "session" ("log_in")');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX "session_log_in"');
    await runner.query('ALTER TABLE "session" DROP COLUMN "log_in"');
  }
}
