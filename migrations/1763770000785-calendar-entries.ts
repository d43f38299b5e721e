import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an office says of holidays in its administration, before its files, and every change of it. */
export class CalendarEntries1763770000785 implements MigrationInterface {
  readonly name = 'CalendarEntries1763770000785';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE "calendar_entry" (
        "kind" text NOT NULL,
        "key" text NOT NULL,
        "value" jsonb NOT NULL,
        CONSTRAINT "calendar_entry_pkey" PRIMARY KEY ("kind", "key")
      )`);
    await runner.query(`
      CREATE TABLE "calendar_change" (
        "id" uuid NOT NULL,
        "seq" BIGSERIAL NOT NULL,
        "cause" text NOT NULL,
        "entries" jsonb NOT NULL,
        "undoes" uuid,
        "made_by" uuid NOT NULL,
        "made_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        CONSTRAINT "calendar_change_pkey" PRIMARY KEY ("id"),
        CONSTRAINT "calendar_change_person" FOREIGN KEY ("made_by") REFERENCES "person" ("id")
      )`);
    await runner.query('CREATE UNIQUE INDEX "calendar_change_seq" ON "calendar_change" ("seq")');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "calendar_change"');
    await runner.query('DROP TABLE "calendar_entry"');
  }
}
