import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Until when each exchange has been listened to: what came after it is read back from the exchange's own log. */
export class ExchangeHeard1763770000125 implements MigrationInterface {
  readonly name = 'ExchangeHeard1763770000125';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE TABLE "exchange_heard" ("exchange" text PRIMARY KEY, "heard_until" timestamp(3) with time zone NOT NULL)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "exchange_heard"');
  }
}
