import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Citizens' messages that could not be stored as such: kept sealed, so that nothing behind them waits. */
export class MessagesSetAside1763770000140 implements MigrationInterface {
  readonly name = 'MessagesSetAside1763770000140';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE "message_set_aside" (
        "id" text NOT NULL,
        "gateway" text NOT NULL,
        "reason" text NOT NULL,
        "body_sealed" text NOT NULL,
        "tries" integer NOT NULL DEFAULT 1,
        "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
        CONSTRAINT "message_set_aside_pkey" PRIMARY KEY ("id")
      )
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "message_set_aside"');
  }
}
