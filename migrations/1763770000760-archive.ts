import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Bundles of archived cases: where they lie, what they are by their digest, and how long they are kept. */
export class Archive1763770000760 implements MigrationInterface {
  readonly name = 'Archive1763770000760';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE "archive_bundle" (
        "case_id" uuid NOT NULL,
        "closed_on" text NOT NULL,
        "class_id" text NOT NULL,
        "code" text NOT NULL,
        "title" text NOT NULL,
        "active" integer NOT NULL,
        "inactive" integer NOT NULL,
        "fate" text NOT NULL,
        "active_until" text NOT NULL,
        "over_on" text,
        "entries" integer NOT NULL,
        "bytes" bigint NOT NULL,
        "sha256" text NOT NULL,
        "key_sealed" text,
        "store" text NOT NULL,
        "blob" text NOT NULL,
        "made_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        "made_by" uuid NOT NULL,
        "gone_at" TIMESTAMP(3) WITH TIME ZONE,
        CONSTRAINT "archive_bundle_pkey" PRIMARY KEY ("case_id"),
        CONSTRAINT "archive_bundle_case" FOREIGN KEY ("case_id") REFERENCES "case_file" ("id"),
        CONSTRAINT "archive_bundle_maker" FOREIGN KEY ("made_by") REFERENCES "person" ("id")
      )`);
    await runner.query('CREATE INDEX "archive_bundle_closed" ON "archive_bundle" ("closed_on")');
    await runner.query('CREATE INDEX "archive_bundle_over" ON "archive_bundle" ("over_on") WHERE gone_at IS NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "archive_bundle"');
  }
}
