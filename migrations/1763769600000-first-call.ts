import type { MigrationInterface, QueryRunner } from 'typeorm';

/** People, callers, calls, cases with their history and deadlines, alerts and the outbox. */
export class FirstCall1763769600000 implements MigrationInterface {
  readonly name = 'FirstCall1763769600000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of tables) await runner.query(`DROP TABLE "${table}"`);
  }
}

const statements = [
  `
      CREATE TABLE "person" (
        "id" uuid NOT NULL,
        "username" text NOT NULL,
        "display_name" text NOT NULL,
        "role" text NOT NULL,
        "password_hash" text NOT NULL,
        "extension" text,
        "phone" text NOT NULL DEFAULT 'browser',
        "sip_secret_sealed" text,
        "locale" text NOT NULL,
        "active" boolean NOT NULL DEFAULT true,
        "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
        CONSTRAINT "UQ_e4475bde6806df5ab6999b47e5b" UNIQUE ("username"),
        CONSTRAINT "UQ_1da7563bab5a5c1cdbe2ce80a47" UNIQUE ("extension"),
        CONSTRAINT "PK_5fdaf670315c4b7e70cce85daa3" PRIMARY KEY ("id")
      )
    `,
  `
      CREATE TABLE "agent_status" (
        "person_id" uuid NOT NULL,
        "status" jsonb NOT NULL,
        CONSTRAINT "PK_d994e0a5e40dd15f389e6534265" PRIMARY KEY ("person_id")
      )
    `,
  `
      CREATE TABLE "session" (
        "sid" text NOT NULL,
        "sess" json NOT NULL,
        "expire" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        CONSTRAINT "PK_7575923e18b495ed2307ae629ae" PRIMARY KEY ("sid")
      )
    `,
  `
      CREATE INDEX "session_expire" ON "session" ("expire")
    `,
  `
      CREATE TABLE "audit_entry" (
        "id" uuid NOT NULL,
        "at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
        "person_id" uuid,
        "action" text NOT NULL,
        "subject" text NOT NULL,
        "reason" text,
        CONSTRAINT "PK_58a130a4b9da189f46ba2a01801" PRIMARY KEY ("id")
      )
    `,
  `
      CREATE INDEX "audit_entry_at" ON "audit_entry" ("at")
    `,
  `
      CREATE TABLE "caller" (
        "id" uuid NOT NULL,
        "phone_index" text,
        "phone_sealed" text,
        "phone_masked" text,
        "name" text,
        "address" text,
        "nik_sealed" text,
        "nik_masked" text,
        "last_contact_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        CONSTRAINT "PK_3bed5e1e316e15c0b87cccd8504" PRIMARY KEY ("id")
      )
    `,
  `
      CREATE INDEX "caller_phone_index" ON "caller" ("phone_index")
    `,
  `
      CREATE TABLE "call" (
        "id" text NOT NULL,
        "exchange" text NOT NULL,
        "phone_index" text,
        "phone_sealed" text,
        "phone_masked" text,
        "state" jsonb NOT NULL,
        "agent_id" uuid,
        "arrived_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        "ended_at" TIMESTAMP(3) WITH TIME ZONE,
        "outcome" text,
        CONSTRAINT "PK_2098af0169792a34f9cfdd39c47" PRIMARY KEY ("id")
      )
    `,
  `
      CREATE INDEX "call_open" ON "call" ("id") WHERE ended_at IS NULL
    `,
  `
      CREATE INDEX "call_arrived_at" ON "call" ("arrived_at")
    `,
  `
      CREATE TABLE "case_file" (
        "id" uuid NOT NULL,
        "ticket_number" text NOT NULL,
        "office_day" date NOT NULL,
        "call_id" text,
        "linked_to" text,
        "sop_id" text NOT NULL,
        "sop_version" text NOT NULL,
        "status" text NOT NULL,
        "agent_id" uuid,
        "official_id" uuid,
        "caller_id" uuid,
        "phone_index" text,
        "nik_sealed" text,
        "nik_masked" text,
        "disposition" text,
        "opened_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        "closed_at" TIMESTAMP(3) WITH TIME ZONE,
        "next_deadline" TIMESTAMP(3) WITH TIME ZONE,
        "version" integer NOT NULL,
        "state" jsonb NOT NULL,
        CONSTRAINT "UQ_76887b8c745f55796cc2d6d9d0a" UNIQUE ("ticket_number"),
        CONSTRAINT "PK_911fb1b39fb664d0e88843036b9" PRIMARY KEY ("id")
      )
    `,
  `
      CREATE INDEX "case_file_next_deadline" ON "case_file" ("next_deadline") WHERE next_deadline IS NOT NULL
    `,
  `
      CREATE INDEX "case_file_open" ON "case_file" ("opened_at") WHERE closed_at IS NULL
    `,
  `
      CREATE INDEX "case_file_call" ON "case_file" ("call_id")
    `,
  `
      CREATE INDEX "case_file_phone" ON "case_file" ("phone_index", "opened_at")
    `,
  `
      CREATE INDEX "case_file_caller" ON "case_file" ("caller_id")
    `,
  `
      CREATE INDEX "case_file_opened" ON "case_file" ("opened_at")
    `,
  `
      CREATE TABLE "case_event" (
        "case_id" uuid NOT NULL,
        "id" text NOT NULL,
        "seq" integer NOT NULL,
        "type" text NOT NULL,
        "at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        "recorded_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        "person_id" uuid,
        "data" jsonb NOT NULL,
        CONSTRAINT "case_event_order" UNIQUE ("case_id", "seq"),
        CONSTRAINT "PK_711de5541284b22dd209597ac74" PRIMARY KEY ("case_id", "id")
      )
    `,
  `
      CREATE TABLE "ticket_counter" (
        "office_code" text NOT NULL,
        "office_day" date NOT NULL,
        "last_number" integer NOT NULL,
        CONSTRAINT "PK_132bec6d7ada91c81dcbbd1f840" PRIMARY KEY ("office_code", "office_day")
      )
    `,
  `
      CREATE TABLE "alert" (
        "id" text NOT NULL,
        "case_id" uuid NOT NULL,
        "run_id" text NOT NULL,
        "step" text NOT NULL,
        "kind" text NOT NULL,
        "person_id" uuid,
        "due_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        "fired_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        "late" boolean NOT NULL,
        "delivered_at" TIMESTAMP(3) WITH TIME ZONE,
        "acknowledged_at" TIMESTAMP(3) WITH TIME ZONE,
        "acknowledged_by" uuid,
        CONSTRAINT "alert_once" UNIQUE ("case_id", "run_id", "kind", "due_at"),
        CONSTRAINT "PK_ad91cad659a3536465d564a4b2f" PRIMARY KEY ("id")
      )
    `,
  `
      CREATE INDEX "alert_case" ON "alert" ("case_id")
    `,
  `
      CREATE INDEX "alert_fired_at" ON "alert" ("fired_at")
    `,
  `
      CREATE TABLE "outbox" (
        "id" text NOT NULL,
        "kind" text NOT NULL,
        "payload" jsonb NOT NULL,
        "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
        "attempts" integer NOT NULL DEFAULT '0',
        "next_try_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
        CONSTRAINT "PK_340ab539f309f03bdaa14aa7649" PRIMARY KEY ("id")
      )
    `,
  `
      CREATE INDEX "outbox_next_try_at" ON "outbox" ("next_try_at")
    `,
  `
      CREATE TABLE "sop_version" (
        "id" text NOT NULL,
        "version" text NOT NULL,
        "body" jsonb NOT NULL,
        "loaded_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
        CONSTRAINT "PK_db8ba940c674cf4941aa3bf0252" PRIMARY KEY ("id", "version")
      )
    `,
  `
      ALTER TABLE "agent_status"
        ADD CONSTRAINT "FK_d994e0a5e40dd15f389e6534265" FOREIGN KEY ("person_id")
        REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE NO ACTION
    `,
  `
      ALTER TABLE "call"
        ADD CONSTRAINT "FK_357f9771ea4951177c9e65a18bc" FOREIGN KEY ("agent_id")
        REFERENCES "person"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
    `,
  `
      ALTER TABLE "case_file"
        ADD CONSTRAINT "FK_5c45297e5dcb60f2744c2645732" FOREIGN KEY ("call_id")
        REFERENCES "call"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
    `,
  `
      ALTER TABLE "case_file"
        ADD CONSTRAINT "FK_1bdec962253421a7a935674132b" FOREIGN KEY ("agent_id")
        REFERENCES "person"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
    `,
  `
      ALTER TABLE "case_file"
        ADD CONSTRAINT "FK_4d4ca2c6a95ad73b8598a68c6f2" FOREIGN KEY ("official_id")
        REFERENCES "person"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
    `,
  `
      ALTER TABLE "case_file"
        ADD CONSTRAINT "FK_e2509b116f56e242010b626edb4" FOREIGN KEY ("caller_id")
        REFERENCES "caller"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
    `,
  `
      ALTER TABLE "case_event"
        ADD CONSTRAINT "FK_85962fcd8d72296385c01a5dd45" FOREIGN KEY ("case_id")
        REFERENCES "case_file"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
    `,
  `
      ALTER TABLE "alert"
        ADD CONSTRAINT "FK_92e0d6a4eec0a16df3f420a1096" FOREIGN KEY ("case_id")
        REFERENCES "case_file"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
    `,
  `
      ALTER TABLE "alert"
        ADD CONSTRAINT "FK_8bf9ceb83c88c6ab7d92125a54a" FOREIGN KEY ("acknowledged_by")
        REFERENCES "person"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
    `,
];

/** In an order in which nothing refers to a table that is gone. */
const tables = [
  'sop_version',
  'outbox',
  'alert',
  'ticket_counter',
  'case_event',
  'case_file',
  'call',
  'caller',
  'audit_entry',
  'session',
  'agent_status',
  'person',
];
