import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Some gateways report on a message by their own name for it only. */
export class NotificationReports1763770000063 implements MigrationInterface {
  readonly name = 'NotificationReports1763770000063';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE INDEX "notification_reference" ON "notification" ("reference") WHERE reference IS NOT NULL',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX "notification_reference"');
  }
}
