import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Saved views of the list of tickets: what was typed, their names too, lies sealed. */
export class CaseViews1763770000770 implements MigrationInterface {
  readonly name = 'CaseViews1763770000770';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE "case_view" (
        "id" uuid NOT NULL,
        "owner_id" uuid NOT NULL,
        "name_index" text NOT NULL,
        "words_sealed" text NOT NULL,
        "chosen" jsonb NOT NULL,
        "shared" boolean NOT NULL,
        "changed_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        CONSTRAINT "case_view_pkey" PRIMARY KEY ("id"),
        CONSTRAINT "case_view_name" UNIQUE ("owner_id", "name_index"),
        CONSTRAINT "case_view_owner" FOREIGN KEY ("owner_id") REFERENCES "person" ("id")
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "case_view"');
  }
}
