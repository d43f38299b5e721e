import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lists of bundles that were proposed for destruction, who signed them, the minutes, and which bundles went by which. */
export class ArchiveDestructions1763770000761 implements MigrationInterface {
  readonly name = 'ArchiveDestructions1763770000761';

  async up(runner: QueryRunner): Promise<void> {
    const person = (column: string) =>
      `CONSTRAINT "archive_destruction_${column}" FOREIGN KEY ("${column}") REFERENCES "person" ("id")`;
    await runner.query(`
      CREATE TABLE "archive_destruction" (
        "id" uuid NOT NULL,
        "case_ids" jsonb NOT NULL,
        "reason" text NOT NULL,
        "proposed_by" uuid NOT NULL,
        "proposed_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        "first_by" uuid,
        "first_role" text,
        "first_at" TIMESTAMP(3) WITH TIME ZONE,
        "second_by" uuid,
        "second_role" text,
        "second_at" TIMESTAMP(3) WITH TIME ZONE,
        "refused_by" uuid,
        "refusal" text,
        "year" integer,
        "seq" integer,
        "number" text,
        "sha256" text,
        "key_sealed" text,
        "store" text,
        "blob" text,
        CONSTRAINT "archive_destruction_pkey" PRIMARY KEY ("id"),
        ${['proposed_by', 'first_by', 'second_by', 'refused_by'].map(person).join(',\n        ')}
      )`);
    await runner.query('CREATE UNIQUE INDEX "archive_destruction_number" ON "archive_destruction" ("year", "seq")');
    await runner.query(`
      ALTER TABLE "archive_bundle" ADD COLUMN "destruction_id" uuid,
        ADD CONSTRAINT "archive_bundle_destruction_id" FOREIGN KEY ("destruction_id") REFERENCES "archive_destruction" ("id")`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "archive_bundle" DROP COLUMN "destruction_id"');
    await runner.query('DROP TABLE "archive_destruction"');
  }
}
