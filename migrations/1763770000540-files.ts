import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Files of cases: what is known of them; their bytes lie sealed in a folder or in a store that speaks S3. */
export class Files1763770000540 implements MigrationInterface {
  readonly name = 'Files1763770000540';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE "file" (
        "id" uuid NOT NULL,
        "case_id" uuid NOT NULL,
        "message_id" text,
        "source" text NOT NULL,
        "person_id" uuid,
        "state" text NOT NULL,
        "kind" text,
        "media_type" text,
        "name_sealed" text NOT NULL,
        "bytes" integer NOT NULL DEFAULT 0,
        "sha256" text,
        "pages" integer,
        "active" boolean NOT NULL DEFAULT false,
        "preview" boolean NOT NULL DEFAULT false,
        "scanned" boolean NOT NULL DEFAULT false,
        "personal" boolean NOT NULL DEFAULT true,
        "key_sealed" text,
        "store" text,
        "blob" text,
        "gateway" text,
        "url_sealed" text,
        "fault" text,
        "tries" integer NOT NULL DEFAULT 0,
        "next_try_at" TIMESTAMP(3) WITH TIME ZONE,
        "at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
        CONSTRAINT "file_pkey" PRIMARY KEY ("id"),
        CONSTRAINT "file_case" FOREIGN KEY ("case_id") REFERENCES "case_file" ("id"),
        CONSTRAINT "file_person" FOREIGN KEY ("person_id") REFERENCES "person" ("id")
      )`);
    await runner.query('CREATE INDEX "file_case_at" ON "file" ("case_id", "at")');
    await runner.query('CREATE INDEX "file_due" ON "file" ("next_try_at") WHERE next_try_at IS NOT NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "file"');
  }
}
