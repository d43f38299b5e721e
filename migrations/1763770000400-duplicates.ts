import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A duplicate says in its state which ticket goes on; `linked_to` tells again what it is for: a further ticket of a call,
 * which is not counted as a call, or one that follows from a closed one.
 */
export class Duplicates1763770000400 implements MigrationInterface {
  readonly name = 'Duplicates1763770000400';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      UPDATE "case_file" SET "state" = jsonb_set("state"::jsonb, '{duplicateOf}', to_jsonb("linked_to")), "linked_to" = NULL
      WHERE "state"->>'endedAs' = 'duplicate' AND "linked_to" IS NOT NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      UPDATE "case_file" SET "linked_to" = "state"->>'duplicateOf'
      WHERE "state"->>'endedAs' = 'duplicate' AND "state"->>'duplicateOf' IS NOT NULL`);
  }
}
