import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What we let go of is deleted at exchanges and gateways too: asked for with it, kept until it is done. */
export class OutsideErasures1763770000441 implements MigrationInterface {
  readonly name = 'OutsideErasures1763770000441';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE "outside_erasure" (
        "kind" text NOT NULL,
        "holder" text NOT NULL,
        "reference" text NOT NULL,
        "asked_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
        "next_try_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
        "tries" integer NOT NULL DEFAULT 0,
        "fault" text,
        CONSTRAINT "outside_erasure_pkey" PRIMARY KEY ("kind", "holder", "reference")
      )`);
    await runner.query('CREATE INDEX "outside_erasure_due" ON "outside_erasure" ("next_try_at")');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "outside_erasure"');
  }
}
