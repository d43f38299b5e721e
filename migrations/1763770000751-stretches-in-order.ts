import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Of two stretches of an agent that began in the same millisecond, which one came first: how long each lasted hangs on it. */
export class StretchesInOrder1763770000751 implements MigrationInterface {
  readonly name = 'StretchesInOrder1763770000751';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "agent_stretch" ADD COLUMN "seq" BIGSERIAL NOT NULL');
    await runner.query('CREATE INDEX "agent_stretch_began_at" ON "agent_stretch" ("began_at")');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX "agent_stretch_began_at"');
    await runner.query('ALTER TABLE "agent_stretch" DROP COLUMN "seq"');
  }
}
