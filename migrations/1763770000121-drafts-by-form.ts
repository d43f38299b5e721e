import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Half-written forms are kept by their action. Of those kept by field names nobody knows whose form they were. */
export class DraftsByForm1763770000121 implements MigrationInterface {
  readonly name = 'DraftsByForm1763770000121';

  async up(runner: QueryRunner): Promise<void> {
    await emptied(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await emptied(runner);
  }
}

const emptied = (runner: QueryRunner): Promise<unknown> =>
  runner.query(`UPDATE case_file SET state = jsonb_set(state, '{drafts}', '{}') WHERE state->'drafts' <> '{}'`);
