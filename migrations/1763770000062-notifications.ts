import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where people of the office are told of alerts, and what was told to whom, by what and when. */
export class Notifications1763770000062 implements MigrationInterface {
  readonly name = 'Notifications1763770000062';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "notification"');
    await runner.query('DROP TABLE "person_contact"');
    await runner.query('DROP INDEX "alert_to_notify"');
    await runner.query('ALTER TABLE "alert" DROP "notify"');
  }
}

const statements = [
  `ALTER TABLE "alert" ADD "notify" boolean NOT NULL DEFAULT false`,
  `CREATE INDEX "alert_to_notify" ON "alert" ("fired_at", "id") WHERE notify`,
  `
      CREATE TABLE "person_contact" (
        "person_id" uuid NOT NULL,
        "mobile_sealed" text,
        "mobile_masked" text,
        "email_sealed" text,
        "email_masked" text,
        "escalations" text array NOT NULL,
        "own" text array NOT NULL,
        "quiet" text NOT NULL,
        CONSTRAINT "PK_person_contact" PRIMARY KEY ("person_id")
      )
    `,
  `
      CREATE TABLE "notification" (
        "id" text NOT NULL,
        "alert_id" text NOT NULL,
        "person_id" uuid,
        "means" text NOT NULL,
        "urgent" boolean NOT NULL,
        "state" text NOT NULL,
        "reason" text,
        "send_at" TIMESTAMP(3) WITH TIME ZONE,
        "next_try_at" TIMESTAMP(3) WITH TIME ZONE,
        "message_id" uuid,
        "written_at" TIMESTAMP(3) WITH TIME ZONE,
        "reference" text,
        "attempts" integer NOT NULL DEFAULT '0',
        "sent_at" TIMESTAMP(3) WITH TIME ZONE,
        "delivered_at" TIMESTAMP(3) WITH TIME ZONE,
        CONSTRAINT "PK_notification" PRIMARY KEY ("id")
      )
    `,
  `CREATE INDEX "notification_alert" ON "notification" ("alert_id")`,
  `CREATE INDEX "notification_due" ON "notification" ("means", "next_try_at") WHERE state = 'pending'`,
  `CREATE INDEX "notification_send_at" ON "notification" ("send_at") WHERE send_at IS NOT NULL`,
  `CREATE INDEX "notification_message" ON "notification" ("message_id") WHERE message_id IS NOT NULL`,
  `
      ALTER TABLE "person_contact"
        ADD CONSTRAINT "FK_ed78b7b2d50539bbc6796c70b4e" FOREIGN KEY ("person_id")
        REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE NO ACTION
    `,
  `
      ALTER TABLE "notification"
        ADD CONSTRAINT "FK_8e8b1b454d4b31a40b4e0a62f54" FOREIGN KEY ("alert_id")
        REFERENCES "alert"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
    `,
  `
      ALTER TABLE "notification"
        ADD CONSTRAINT "FK_9d46d510fc2c70b0dca34a95189" FOREIGN KEY ("person_id")
        REFERENCES "person"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
    `,
];
