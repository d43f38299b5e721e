import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Reports on service standards: numbered, with their figures and bytes, which nothing changes any more. */
export class ServiceStandards1763770000775 implements MigrationInterface {
  readonly name = 'ServiceStandards1763770000775';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE "standard_paper" (
        "id" uuid NOT NULL,
        "procedure" text,
        "year" integer NOT NULL,
        "seq" integer NOT NULL,
        "number" text NOT NULL,
        "report" jsonb NOT NULL,
        "bytes" bytea NOT NULL,
        "sha256" text NOT NULL,
        "made_by" uuid NOT NULL,
        "made_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        CONSTRAINT "standard_paper_pkey" PRIMARY KEY ("id"),
        CONSTRAINT "standard_paper_maker" FOREIGN KEY ("made_by") REFERENCES "person" ("id")
      )`);
    await runner.query('CREATE UNIQUE INDEX "standard_paper_number" ON "standard_paper" ("year", "seq")');
    await runner.query(`
      CREATE FUNCTION "standard_paper_keep"() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'a report that has its number is never changed or taken away';
      END $$`);
    await runner.query(`
      CREATE TRIGGER "standard_paper_keep" BEFORE UPDATE OR DELETE OR TRUNCATE ON "standard_paper"
        FOR EACH STATEMENT EXECUTE FUNCTION "standard_paper_keep"()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "standard_paper"');
    await runner.query('DROP FUNCTION "standard_paper_keep"()');
  }
}
