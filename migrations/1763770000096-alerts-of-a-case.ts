import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The alerts of a case are found by `alert_once`, which begins with the case: a second index cost each alert a page. */
export class AlertsOfACase1763770000096 implements MigrationInterface {
  readonly name = 'AlertsOfACase1763770000096';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX "alert_case"');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX "alert_case" ON "alert" ("case_id")');
  }
}
