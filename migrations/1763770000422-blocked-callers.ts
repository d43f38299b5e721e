import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Numbers for whose callers nobody is rung, for a while. */
export class BlockedCallers1763770000422 implements MigrationInterface {
  readonly name = 'BlockedCallers1763770000422';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE "blocked_caller" (
        "phone_index" text NOT NULL,
        "until" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        "at_emergency" boolean NOT NULL,
        "set_by" uuid NOT NULL,
        "set_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        CONSTRAINT "blocked_caller_pkey" PRIMARY KEY ("phone_index"),
        CONSTRAINT "blocked_caller_set_by" FOREIGN KEY ("set_by") REFERENCES "person" ("id")
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "blocked_caller"');
  }
}
