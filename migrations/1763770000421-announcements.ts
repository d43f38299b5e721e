import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What every caller is told before the queue, until it ends by itself. */
export class Announcements1763770000421 implements MigrationInterface {
  readonly name = 'Announcements1763770000421';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE "announcement" (
        "name" text NOT NULL,
        "turns_away" boolean NOT NULL,
        "until" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        "set_by" uuid NOT NULL,
        "set_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        CONSTRAINT "announcement_pkey" PRIMARY KEY ("name"),
        CONSTRAINT "announcement_set_by" FOREIGN KEY ("set_by") REFERENCES "person" ("id")
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "announcement"');
  }
}
