import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Answers at hand: what is offered and what is being written, who did what to them, and what was looked for in vain. */
export class Answers1763770000670 implements MigrationInterface {
  readonly name = 'Answers1763770000670';

  async up(runner: QueryRunner): Promise<void> {
    // Trusted since PostgreSQL 13: the owner of the database may, without being a superuser.
    await runner.query('CREATE EXTENSION IF NOT EXISTS pg_trgm').catch((error: Error) => {
      throw new Error(
        `PostgreSQL tidak memasang ekstensi pg_trgm untuk pencarian. Pasang paket contrib-nya, lalu sebagai pemilik basis ` +
          `data jalankan: CREATE EXTENSION pg_trgm\nPostgreSQL did not install the extension pg_trgm, which the search ` +
          `needs. Install its contrib package, then run as owner of the database: CREATE EXTENSION pg_trgm\n${error.message}`,
        { cause: error },
      );
    });
    await runner.query(`
      CREATE TABLE "answer" (
        "id" uuid NOT NULL,
        "version" integer NOT NULL,
        "published" jsonb,
        "draft" jsonb,
        "stage" text,
        "writers" jsonb NOT NULL,
        "returned" text,
        "owner_id" uuid NOT NULL,
        "solved" integer NOT NULL DEFAULT 0,
        "revision" integer NOT NULL,
        "expires_on" date,
        "words" tsvector,
        "stems" tsvector,
        "plain" text,
        "changed_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        CONSTRAINT "answer_pkey" PRIMARY KEY ("id"),
        CONSTRAINT "answer_owner" FOREIGN KEY ("owner_id") REFERENCES "person" ("id")
      )`);
    await runner.query('CREATE INDEX "answer_words" ON "answer" USING gin ("words")');
    await runner.query('CREATE INDEX "answer_stems" ON "answer" USING gin ("stems")');
    await runner.query('CREATE INDEX "answer_plain" ON "answer" USING gin ("plain" gin_trgm_ops)');
    await runner.query(`
      CREATE TABLE "answer_event" (
        "answer_id" uuid NOT NULL,
        "revision" integer NOT NULL,
        "what" text NOT NULL,
        "person_id" uuid NOT NULL,
        "reason" text,
        "before" jsonb,
        "after" jsonb,
        "at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        CONSTRAINT "answer_event_pkey" PRIMARY KEY ("answer_id", "revision"),
        CONSTRAINT "answer_event_answer" FOREIGN KEY ("answer_id") REFERENCES "answer" ("id"),
        CONSTRAINT "answer_event_person" FOREIGN KEY ("person_id") REFERENCES "person" ("id")
      )`);
    await runner.query(`
      CREATE TABLE "answer_missing" (
        "words" text NOT NULL,
        "asked" integer NOT NULL DEFAULT 1,
        "service_id" text,
        "first_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        "last_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        CONSTRAINT "answer_missing_pkey" PRIMARY KEY ("words")
      )`);
    await runner.query(`
      CREATE TABLE "search_synonym" (
        "id" integer NOT NULL,
        "words" jsonb NOT NULL,
        CONSTRAINT "search_synonym_pkey" PRIMARY KEY ("id")
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "search_synonym"');
    await runner.query('DROP TABLE "answer_missing"');
    await runner.query('DROP TABLE "answer_event"');
    await runner.query('DROP TABLE "answer"');
    // The extension stays: something else of the office's may use it, and it holds no data.
  }
}
