import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Supervisors who listen to conversations now: one at each call, and each to one. */
export class Listening1763770000410 implements MigrationInterface {
  readonly name = 'Listening1763770000410';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE "listening" (
        "id" text NOT NULL,
        "call_id" text NOT NULL,
        "agent_id" uuid NOT NULL,
        "supervisor_id" uuid NOT NULL,
        "mode" text NOT NULL,
        "asked_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
        "heard_since" TIMESTAMP(3) WITH TIME ZONE,
        CONSTRAINT "listening_pkey" PRIMARY KEY ("id"),
        CONSTRAINT "FK_98271176143688596da12176366" FOREIGN KEY ("agent_id") REFERENCES "person" ("id") ON DELETE CASCADE,
        CONSTRAINT "FK_1f4a2b81eb8e9a1ef13d3a26ae4" FOREIGN KEY ("supervisor_id") REFERENCES "person" ("id") ON DELETE CASCADE
      )`);
    await runner.query('CREATE UNIQUE INDEX "listening_call" ON "listening" ("call_id")');
    await runner.query('CREATE UNIQUE INDEX "listening_supervisor" ON "listening" ("supervisor_id")');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "listening"');
  }
}
