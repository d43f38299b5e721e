import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What figures are made of, row by row, stored with the history that it follows from. `npm run facts -- rebuild` makes
 * those of what happened before.
 */
export class Facts1763770000750 implements MigrationInterface {
  readonly name = 'Facts1763770000750';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE "step_fact" (
        "case_id" uuid NOT NULL,
        "run_id" text NOT NULL,
        "service_id" text NOT NULL,
        "channel" text NOT NULL,
        "sop_id" text NOT NULL,
        "sop_version" text NOT NULL,
        "step" text NOT NULL,
        "actor" text NOT NULL,
        "person_id" uuid,
        "clock" text,
        "budget" bigint,
        "started_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        "ended_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        "wall_ms" bigint NOT NULL,
        "service_ms" bigint NOT NULL,
        "paused_ms" bigint NOT NULL,
        "spent" bigint NOT NULL,
        "verdict" text NOT NULL,
        "corrected" boolean NOT NULL,
        "estimated" boolean NOT NULL,
        CONSTRAINT "step_fact_pkey" PRIMARY KEY ("case_id", "run_id")
      )`);
    await runner.query('CREATE INDEX "step_fact_ended_at" ON "step_fact" ("ended_at")');
    await runner.query(`
      CREATE TABLE "case_fact" (
        "case_id" uuid NOT NULL,
        "call_id" text,
        "service_id" text NOT NULL,
        "channel" text NOT NULL,
        "sop_id" text NOT NULL,
        "sop_version" text NOT NULL,
        "kind" text NOT NULL,
        "category" text,
        "agent_id" uuid,
        "opened_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        "closed_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        "ended_as" text NOT NULL,
        "disposition" text,
        "prank" boolean NOT NULL,
        "follows" boolean NOT NULL,
        "answered" boolean NOT NULL,
        "handed_over" boolean NOT NULL,
        "first_contact" boolean NOT NULL,
        CONSTRAINT "case_fact_pkey" PRIMARY KEY ("case_id")
      )`);
    await runner.query('CREATE INDEX "case_fact_closed_at" ON "case_fact" ("closed_at")');
    await runner.query(`
      CREATE TABLE "call_fact" (
        "call_id" text NOT NULL,
        "direction" text NOT NULL,
        "case_id" uuid,
        "service_id" text,
        "sop_id" text,
        "queue" text,
        "agent_id" uuid,
        "arrived_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        "queued_at" TIMESTAMP(3) WITH TIME ZONE,
        "answered_at" TIMESTAMP(3) WITH TIME ZONE,
        "ended_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        "outcome" text,
        "ended_by" text NOT NULL,
        "offers" integer NOT NULL,
        "transfers" integer NOT NULL,
        "talk_ms" bigint NOT NULL,
        "holds" integer NOT NULL,
        "held_ms" bigint NOT NULL,
        "estimated" boolean NOT NULL,
        "heard" boolean NOT NULL,
        CONSTRAINT "call_fact_pkey" PRIMARY KEY ("call_id")
      )`);
    await runner.query('CREATE INDEX "call_fact_arrived_at" ON "call_fact" ("arrived_at")');
    await runner.query(`
      CREATE TABLE "offer_fact" (
        "call_id" text NOT NULL,
        "offer_id" text NOT NULL,
        "service_id" text,
        "agent_id" uuid,
        "offered_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        "answered_at" TIMESTAMP(3) WITH TIME ZONE,
        "ended_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        "result" text NOT NULL,
        "talk_ms" bigint NOT NULL,
        "held_ms" bigint NOT NULL,
        CONSTRAINT "offer_fact_pkey" PRIMARY KEY ("call_id", "offer_id")
      )`);
    await runner.query('CREATE INDEX "offer_fact_offered_at" ON "offer_fact" ("offered_at")');
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['offer_fact', 'call_fact', 'case_fact', 'step_fact'])
      await runner.query(`DROP TABLE "${table}"`);
  }
}
