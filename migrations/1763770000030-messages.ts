import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Messages with citizens, what gateways reported of them, who asked for none, and the pace of each gateway. Addresses and
 * words are sealed; what is to be sent is what has a `next_try_at`.
 */
export class Messages1763770000030 implements MigrationInterface {
  readonly name = 'Messages1763770000030';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE "message" (
        "id" text NOT NULL,
        "seq" BIGSERIAL NOT NULL,
        "case_id" uuid,
        "service_id" text,
        "gateway" text NOT NULL,
        "channel" text NOT NULL,
        "direction" text NOT NULL,
        "own_address" text NOT NULL,
        "address_index" text NOT NULL,
        "address_sealed" text NOT NULL,
        "address_masked" text NOT NULL,
        "body_sealed" text NOT NULL,
        "purpose" text,
        "segments" integer NOT NULL,
        "status" text,
        "status_at" jsonb NOT NULL DEFAULT '{}',
        "error_code" text,
        "reference" text,
        "attempts" integer NOT NULL DEFAULT 0,
        "maybe_sent" boolean NOT NULL DEFAULT false,
        "next_try_at" TIMESTAMP(3) WITH TIME ZONE,
        "at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
        "person_id" uuid,
        "seen_at" TIMESTAMP(3) WITH TIME ZONE,
        CONSTRAINT "message_pkey" PRIMARY KEY ("id"),
        CONSTRAINT "FK_0a1e5e32db6bb3a73d7a4ea8026" FOREIGN KEY ("case_id") REFERENCES "case_file"("id"),
        CONSTRAINT "FK_52995f4851bfc5b0b6f094cc59f" FOREIGN KEY ("person_id") REFERENCES "person"("id")
      )
    `);
    await runner.query(`CREATE INDEX "message_case" ON "message" ("case_id", "seq")`);
    await runner.query(`CREATE INDEX "message_address" ON "message" ("service_id", "address_index", "seq")`);
    await runner.query(`CREATE INDEX "message_to_send" ON "message" ("gateway", "seq") WHERE next_try_at IS NOT NULL`);
    await runner.query(
      `CREATE INDEX "message_waiting" ON "message" ("gateway", "address_index", "seq") WHERE next_try_at IS NOT NULL`,
    );
    await runner.query(
      `CREATE INDEX "message_reference" ON "message" ("gateway", "reference") WHERE reference IS NOT NULL`,
    );
    await runner.query(`
      CREATE TABLE "message_report" (
        "gateway" text NOT NULL,
        "reference" text NOT NULL,
        "status" text NOT NULL,
        "message_id" text,
        "at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        "recorded_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
        "error_code" text,
        CONSTRAINT "message_report_pkey" PRIMARY KEY ("gateway", "reference", "status")
      )
    `);
    await runner.query(`
      CREATE TABLE "opt_out" (
        "channel" text NOT NULL,
        "address_index" text NOT NULL,
        "at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        CONSTRAINT "opt_out_pkey" PRIMARY KEY ("channel", "address_index")
      )
    `);
    await runner.query(`
      CREATE TABLE "message_pace" (
        "gateway" text NOT NULL,
        "ready_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
        CONSTRAINT "message_pace_pkey" PRIMARY KEY ("gateway")
      )
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['message_pace', 'opt_out', 'message_report', 'message']) {
      await runner.query(`DROP TABLE "${table}"`);
    }
  }
}
