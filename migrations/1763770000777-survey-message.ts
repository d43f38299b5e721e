import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A message that answered a question is named by its own id, which is its gateway's and no UUID. */
export class SurveyMessage1763770000777 implements MigrationInterface {
  readonly name = 'SurveyMessage1763770000777';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "survey_answer" ALTER COLUMN "message_id" TYPE text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "survey_answer" ALTER COLUMN "message_id" TYPE uuid USING NULL');
  }
}
