import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A password that was handed out opens one log-in, and not for long; those that people have stay as they are. */
export class FirstPassword1763770000130 implements MigrationInterface {
  readonly name = 'FirstPassword1763770000130';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "person" ADD COLUMN "password_expires_at" timestamptz(3)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "person" DROP COLUMN "password_expires_at"');
  }
}
