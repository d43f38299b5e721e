import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Callers whom nobody answered stand on a list until somebody has talked to them; a number stands there once. */
export class MissedCallers1763770000420 implements MigrationInterface {
  readonly name = 'MissedCallers1763770000420';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE "missed_caller" (
        "id" uuid NOT NULL,
        "service_id" text NOT NULL,
        "case_id" uuid NOT NULL,
        "phone_index" text,
        "calls" integer NOT NULL,
        "tries" integer NOT NULL,
        "first_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        "last_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        "due_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        "settled_at" TIMESTAMP(3) WITH TIME ZONE,
        "outcome" text,
        "settled_by" uuid,
        CONSTRAINT "missed_caller_pkey" PRIMARY KEY ("id"),
        CONSTRAINT "missed_caller_case" FOREIGN KEY ("case_id") REFERENCES "case_file" ("id"),
        CONSTRAINT "missed_caller_settled_by" FOREIGN KEY ("settled_by") REFERENCES "person" ("id")
      )`);
    await runner.query(
      'CREATE UNIQUE INDEX "missed_caller_open" ON "missed_caller" ("phone_index") WHERE settled_at IS NULL',
    );
    await runner.query('CREATE INDEX "missed_caller_case_id" ON "missed_caller" ("case_id")');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "missed_caller"');
  }
}
