import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What citizens answer to how they were served: once for each question and occasion, and never changed. */
export class SurveyAnswers1763770000720 implements MigrationInterface {
  readonly name = 'SurveyAnswers1763770000720';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE "survey_answer" (
        "occasion" text NOT NULL,
        "question" text NOT NULL,
        "version" text NOT NULL,
        "value" integer NOT NULL,
        "channel" text NOT NULL,
        "service_id" text NOT NULL,
        "case_id" uuid NOT NULL,
        "call_id" text,
        "message_id" uuid,
        "agent_id" uuid,
        "at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        CONSTRAINT "survey_answer_pkey" PRIMARY KEY ("occasion", "question"),
        CONSTRAINT "survey_answer_value" CHECK ("value" BETWEEN 1 AND 4),
        CONSTRAINT "survey_answer_case" FOREIGN KEY ("case_id") REFERENCES "case_file" ("id"),
        CONSTRAINT "survey_answer_call" FOREIGN KEY ("call_id") REFERENCES "call" ("id"),
        CONSTRAINT "survey_answer_agent" FOREIGN KEY ("agent_id") REFERENCES "person" ("id")
      )`);
    await runner.query('CREATE INDEX "survey_answer_at" ON "survey_answer" ("at")');
    await runner.query('CREATE INDEX "survey_answer_case_id" ON "survey_answer" ("case_id")');
    await runner.query(`
      CREATE FUNCTION "survey_answer_keep"() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'what a citizen has answered is never changed or taken away';
      END $$`);
    await runner.query(`
      CREATE TRIGGER "survey_answer_keep" BEFORE UPDATE OR DELETE OR TRUNCATE ON "survey_answer"
        FOR EACH STATEMENT EXECUTE FUNCTION "survey_answer_keep"()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "survey_answer"');
    await runner.query('DROP FUNCTION "survey_answer_keep"()');
  }
}
