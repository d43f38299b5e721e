import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The second factor of those who have one: its secret is sealed, its recovery codes are fingerprints. */
export class SecondFactor1763770000131 implements MigrationInterface {
  readonly name = 'SecondFactor1763770000131';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE "second_factor" (
        "person_id" uuid NOT NULL,
        "secret_sealed" text NOT NULL,
        "confirmed_at" timestamptz(3),
        "last_step" integer,
        "told_step" integer,
        "recovery" jsonb NOT NULL,
        CONSTRAINT "PK_second_factor" PRIMARY KEY ("person_id"),
        CONSTRAINT "FK_0d3f3f8d4a13dc3bf294f28199a" FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE CASCADE
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "second_factor"');
  }
}
