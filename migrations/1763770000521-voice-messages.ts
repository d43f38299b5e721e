import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was recorded is a talk, or a message that a caller left. */
export class VoiceMessages1763770000521 implements MigrationInterface {
  readonly name = 'VoiceMessages1763770000521';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "recording" ADD "kind" text NOT NULL DEFAULT 'talk'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "recording" DROP "kind"');
  }
}
