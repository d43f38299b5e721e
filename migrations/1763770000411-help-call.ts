import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Agents who ask for help on the conversation they have now. */
export class HelpCall1763770000411 implements MigrationInterface {
  readonly name = 'HelpCall1763770000411';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE "help_call" (
        "call_id" text NOT NULL,
        "agent_id" uuid NOT NULL,
        "asked_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
        "taken_by" uuid,
        CONSTRAINT "help_call_pkey" PRIMARY KEY ("call_id"),
        CONSTRAINT "FK_948871f9219342fedbff9ae5663" FOREIGN KEY ("agent_id") REFERENCES "person" ("id") ON DELETE CASCADE,
        CONSTRAINT "FK_b0bf6ff3ee1d412a4411aec89a0" FOREIGN KEY ("taken_by") REFERENCES "person" ("id") ON DELETE CASCADE
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "help_call"');
  }
}
