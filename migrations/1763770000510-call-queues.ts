import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Queues, and which agents take part in them with which skills. Of whom nothing is set takes part in the first one. */
export class CallQueues1763770000510 implements MigrationInterface {
  readonly name = 'CallQueues1763770000510';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE "call_queue" (
        "id" text NOT NULL,
        "definition" jsonb NOT NULL,
        "made_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
        CONSTRAINT "call_queue_pkey" PRIMARY KEY ("id")
      )`);
    await runner.query(`
      CREATE TABLE "agent_places" (
        "person_id" uuid NOT NULL,
        "places" jsonb NOT NULL,
        CONSTRAINT "agent_places_pkey" PRIMARY KEY ("person_id"),
        CONSTRAINT "agent_places_person" FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE CASCADE
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "agent_places"');
    await runner.query('DROP TABLE "call_queue"');
  }
}
