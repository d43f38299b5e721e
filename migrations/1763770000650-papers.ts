import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Papers of cases: their numbers, how they stand, and who did what to which bytes. */
export class Papers1763770000650 implements MigrationInterface {
  readonly name = 'Papers1763770000650';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE "paper_register" (
        "register" text NOT NULL,
        "year" integer NOT NULL,
        "last_number" integer NOT NULL,
        CONSTRAINT "paper_register_pkey" PRIMARY KEY ("register", "year")
      )`);
    await runner.query(`
      CREATE TABLE "paper" (
        "id" uuid NOT NULL,
        "case_id" uuid NOT NULL,
        "kind" text NOT NULL,
        "state" text NOT NULL,
        "title" jsonb NOT NULL,
        "fields_sealed" text,
        "signers" jsonb NOT NULL,
        "register" text,
        "year" integer,
        "seq" integer,
        "number" text,
        "office" text NOT NULL,
        "edition" integer NOT NULL DEFAULT 0,
        "file_id" uuid,
        "sha256" text,
        "code" text,
        "retention" text NOT NULL,
        "made_at" TIMESTAMP(3) WITH TIME ZONE,
        "made_by" uuid,
        "ended_step" text,
        "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
        CONSTRAINT "paper_pkey" PRIMARY KEY ("id"),
        CONSTRAINT "paper_case" FOREIGN KEY ("case_id") REFERENCES "case_file" ("id"),
        CONSTRAINT "paper_maker" FOREIGN KEY ("made_by") REFERENCES "person" ("id")
      )`);
    await runner.query('CREATE UNIQUE INDEX "paper_number" ON "paper" ("register", "year", "seq")');
    await runner.query('CREATE UNIQUE INDEX "paper_code" ON "paper" ("code")');
    await runner.query('CREATE INDEX "paper_case_at" ON "paper" ("case_id", "created_at")');
    await runner.query(`CREATE INDEX "paper_unsigned" ON "paper" ("made_at") WHERE state = 'made'`);
    await runner.query(`
      CREATE TABLE "paper_act" (
        "id" uuid NOT NULL,
        "paper_id" uuid NOT NULL,
        "edition" integer NOT NULL,
        "act" text NOT NULL,
        "person_id" uuid NOT NULL,
        "name" text NOT NULL,
        "title" text,
        "nip" text,
        "sha256" text NOT NULL,
        "said_sealed" text,
        "at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        CONSTRAINT "paper_act_pkey" PRIMARY KEY ("id"),
        CONSTRAINT "paper_act_paper" FOREIGN KEY ("paper_id") REFERENCES "paper" ("id"),
        CONSTRAINT "paper_act_person" FOREIGN KEY ("person_id") REFERENCES "person" ("id")
      )`);
    await runner.query('CREATE INDEX "paper_act_at" ON "paper_act" ("paper_id", "at")');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "paper_act"');
    await runner.query('DROP TABLE "paper"');
    await runner.query('DROP TABLE "paper_register"');
  }
}
