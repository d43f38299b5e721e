import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an office says of its lists of choices in its administration, before its files, and every change of it. */
export class ListEntries1763770000797 implements MigrationInterface {
  readonly name = 'ListEntries1763770000797';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE "list_entry" (
        "kind" text NOT NULL,
        "key" text NOT NULL,
        "value" jsonb NOT NULL,
        CONSTRAINT "list_entry_pkey" PRIMARY KEY ("kind", "key")
      )`);
    await runner.query(`
      CREATE TABLE "list_change" (
        "id" uuid NOT NULL,
        "seq" BIGSERIAL NOT NULL,
        "cause" text NOT NULL,
        "entries" jsonb NOT NULL,
        "undoes" uuid,
        "made_by" uuid NOT NULL,
        "made_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        CONSTRAINT "list_change_pkey" PRIMARY KEY ("id"),
        CONSTRAINT "list_change_person" FOREIGN KEY ("made_by") REFERENCES "person" ("id")
      )`);
    await runner.query('CREATE UNIQUE INDEX "list_change_seq" ON "list_change" ("seq")');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "list_change"');
    await runner.query('DROP TABLE "list_entry"');
  }
}
