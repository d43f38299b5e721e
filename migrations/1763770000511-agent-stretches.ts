import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How agents stood, and why that changed: what breaks and wrap-ups are measured by. */
export class AgentStretches1763770000511 implements MigrationInterface {
  readonly name = 'AgentStretches1763770000511';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE "agent_stretch" (
        "id" uuid NOT NULL,
        "person_id" uuid NOT NULL,
        "state" text NOT NULL,
        "reason" text,
        "call_id" text,
        "cause" text NOT NULL,
        "began_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        CONSTRAINT "agent_stretch_pkey" PRIMARY KEY ("id"),
        CONSTRAINT "agent_stretch_person" FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE CASCADE
      )`);
    await runner.query('CREATE INDEX "agent_stretch_person_at" ON "agent_stretch" ("person_id", "began_at")');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "agent_stretch"');
  }
}
