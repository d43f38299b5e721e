import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When the person of a session last showed who it is: at the log-in, and again before what is grave. */
export class SessionProof1763770000201 implements MigrationInterface {
  readonly name = 'SessionProof1763770000201';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE "session" ADD COLUMN "proven_at" timestamptz(3) NOT NULL DEFAULT clock_timestamp()',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "session" DROP COLUMN "proven_at"');
  }
}
