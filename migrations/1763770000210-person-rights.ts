import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a person may ask of the office: to be found by NIK, to be restricted, and to be erased by four eyes. */
export class PersonRights1763770000210 implements MigrationInterface {
  readonly name = 'PersonRights1763770000210';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "case_file" ADD COLUMN "restricted_at" TIMESTAMP(3) WITH TIME ZONE');
    // Beside the cases, of which there may be millions: nothing has to wait for an index of theirs.
    await runner.query(`
      CREATE TABLE "case_nik" (
        "case_id" uuid NOT NULL,
        "nik_index" text NOT NULL,
        CONSTRAINT "case_nik_pkey" PRIMARY KEY ("case_id"),
        CONSTRAINT "case_nik_case" FOREIGN KEY ("case_id") REFERENCES "case_file" ("id")
      )`);
    await runner.query('CREATE INDEX "case_nik_index" ON "case_nik" ("nik_index")');
    await runner.query(`
      CREATE TABLE "erasure" (
        "id" uuid NOT NULL,
        "by_what" text NOT NULL,
        "person_index" text NOT NULL,
        "masked" text NOT NULL,
        "caller_id" uuid,
        "reason" text NOT NULL,
        "asked_by" uuid NOT NULL,
        "asked_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
        "decided_by" uuid,
        "decided_at" TIMESTAMP(3) WITH TIME ZONE,
        "outcome" text,
        "cases" integer,
        CONSTRAINT "erasure_pkey" PRIMARY KEY ("id"),
        CONSTRAINT "erasure_asked_by" FOREIGN KEY ("asked_by") REFERENCES "person" ("id"),
        CONSTRAINT "erasure_decided_by" FOREIGN KEY ("decided_by") REFERENCES "person" ("id"),
        CONSTRAINT "erasure_four_eyes" CHECK ("outcome" IS DISTINCT FROM 'done' OR "decided_by" <> "asked_by")
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['erasure', 'case_nik']) await runner.query(`DROP TABLE "${table}"`);
    await runner.query('ALTER TABLE "case_file" DROP COLUMN "restricted_at"');
  }
}
