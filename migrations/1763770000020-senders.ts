import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A case without a call keeps its sender's number or account itself, sealed, and as it may be shown. */
export class Senders1763770000020 implements MigrationInterface {
  readonly name = 'Senders1763770000020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "case_file" ADD "sender_sealed" text`);
    await runner.query(`ALTER TABLE "case_file" ADD "sender_masked" text`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "case_file" DROP COLUMN "sender_masked"`);
    await runner.query(`ALTER TABLE "case_file" DROP COLUMN "sender_sealed"`);
  }
}
