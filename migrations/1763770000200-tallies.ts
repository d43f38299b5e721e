import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is counted to slow guessing and harvesting is counted by all servers together, and over a restart. */
export class Tallies1763770000200 implements MigrationInterface {
  readonly name = 'Tallies1763770000200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE "tally" (
        "key" text NOT NULL,
        "amount" double precision NOT NULL,
        "at" timestamptz(3) NOT NULL,
        "free_at" timestamptz(3) NOT NULL,
        CONSTRAINT "PK_tally" PRIMARY KEY ("key")
      )`);
    await runner.query('CREATE INDEX "tally_at" ON "tally" ("at")');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "tally"');
  }
}
