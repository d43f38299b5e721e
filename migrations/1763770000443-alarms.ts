import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Alarms about people stand until somebody in charge has looked at them. */
export class Alarms1763770000443 implements MigrationInterface {
  readonly name = 'Alarms1763770000443';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE "alarm" (
        "id" uuid NOT NULL,
        "same" text NOT NULL,
        "kind" text NOT NULL,
        "person_id" uuid,
        "subject" text NOT NULL,
        "reason" text,
        "first_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
        "last_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
        "count" integer NOT NULL DEFAULT 1,
        "acknowledged_at" TIMESTAMP(3) WITH TIME ZONE,
        "acknowledged_by" uuid,
        CONSTRAINT "alarm_pkey" PRIMARY KEY ("id"),
        CONSTRAINT "alarm_person" FOREIGN KEY ("person_id") REFERENCES "person" ("id"),
        CONSTRAINT "alarm_acknowledged_by" FOREIGN KEY ("acknowledged_by") REFERENCES "person" ("id")
      )`);
    await runner.query('CREATE UNIQUE INDEX "alarm_open" ON "alarm" ("same") WHERE acknowledged_at IS NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "alarm"');
  }
}
