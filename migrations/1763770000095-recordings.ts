import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What exchanges have recorded: which call, when, how long. The sound stays with the exchange. */
export class Recordings1763770000095 implements MigrationInterface {
  readonly name = 'Recordings1763770000095';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE "recording" (
        "exchange" text NOT NULL,
        "reference" text NOT NULL,
        "call_id" text NOT NULL,
        "started_at" TIMESTAMP(3) WITH TIME ZONE,
        "length_ms" integer NOT NULL,
        "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
        CONSTRAINT "recording_pkey" PRIMARY KEY ("exchange", "reference"),
        CONSTRAINT "FK_68ed8442f13561ff3f77827e018" FOREIGN KEY ("call_id") REFERENCES "call" ("id")
      )
    `);
    await runner.query('CREATE INDEX "recording_call" ON "recording" ("call_id")');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "recording"');
  }
}
