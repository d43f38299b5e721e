import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Screens on walls have tokens of their own; the log-ins that only watched end. */
export class Wallboards1763770000440 implements MigrationInterface {
  readonly name = 'Wallboards1763770000440';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE "wallboard" (
        "id" uuid NOT NULL,
        "name" text NOT NULL,
        "token_hash" text NOT NULL,
        "added_by" uuid NOT NULL,
        "added_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
        "seen_at" TIMESTAMP(3) WITH TIME ZONE,
        CONSTRAINT "wallboard_pkey" PRIMARY KEY ("id"),
        CONSTRAINT "wallboard_added_by" FOREIGN KEY ("added_by") REFERENCES "person" ("id")
      )`);
    await runner.query('CREATE UNIQUE INDEX "wallboard_token" ON "wallboard" ("token_hash")');
    await runner.query(`DELETE FROM "session" WHERE ("sess"->>'watches')::boolean`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "wallboard"');
  }
}
