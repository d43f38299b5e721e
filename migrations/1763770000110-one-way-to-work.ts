import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was written with each kind of event, where it stood before all of them had one shape. */
const shapes: readonly (readonly [types: string, fields: string])[] = [
  [
    `'intake.saved'`,
    `'callerName', data->'callerName', 'address', data->'address', 'kind', data->'kind', 'category', data->'category',
     'complaint', data->'complaint'`,
  ],
  [`'analysis.saved'`, `'problemFrame', data->'problemFrame'`],
  [`'solution.saved', 'solution.given'`, `'solution', data->'solution'`],
  [`'consultation.answered'`, `'solution', data->'text'`],
  [`'case.dispatched'`, `'dispatchNote', data->'note'`],
  [`'case.forwarded'`, `'assigneeId', data->'officialId', 'forwardNote', data->'note'`],
  [
    `'confirmation.saved', 'confirmation.another'`,
    `'confirmed', CASE WHEN (data->>'confirmed')::boolean THEN '"yes"'::jsonb ELSE '"no"'::jsonb END`,
  ],
  [`'recap.saved'`, `'disposition', data->'disposition', 'recapSummary', data->'summary'`],
];

/**
 * One way to work a case: every action keeps what was written under `fields`. A field that a procedure wants sealed has
 * a row of its own beside the case.
 */
export class OneWayToWork1763770000110 implements MigrationInterface {
  readonly name = 'OneWayToWork1763770000110';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE "case_secret" (
        "case_id" uuid NOT NULL, "field" text NOT NULL, "sealed" text NOT NULL,
        CONSTRAINT "PK_case_secret" PRIMARY KEY ("case_id", "field"),
        CONSTRAINT "FK_c68d27a11a0935a3078350a3c73" FOREIGN KEY ("case_id") REFERENCES "case_file" ("id"))
    `);
    await runner.query(`
      CREATE TABLE "case_search" (
        "case_id" uuid NOT NULL, "words" tsvector NOT NULL,
        CONSTRAINT "PK_case_search" PRIMARY KEY ("case_id"),
        CONSTRAINT "FK_ffc6f712b86e3f87383350e5593" FOREIGN KEY ("case_id") REFERENCES "case_file" ("id"));
      CREATE INDEX "case_search_words" ON "case_search" USING gin ("words");
      INSERT INTO case_search
        SELECT id, to_tsvector('simple', concat_ws(E'\\n', state->>'callerName', state->>'address', state->>'complaint',
          state->>'problemFrame', state->>'solution', state->>'recapSummary'))
        FROM case_file WHERE state->>'complaint' IS NOT NULL
    `);
    for (const [types, fields] of shapes) {
      await runner.query(`
        UPDATE case_event SET data = jsonb_build_object('fields', jsonb_strip_nulls(jsonb_build_object(${fields})))
        WHERE type IN (${types}) AND NOT data ? 'fields'
      `);
    }
    await runner.query(`UPDATE case_event SET data = data - 'text' WHERE data ? 'text' AND data ? 'fields'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    // Histories stay as they are: the server before this one reads their events, though not what was written in them.
    await runner.query(`DROP TABLE "case_secret"; DROP TABLE "case_search"`);
  }
}
