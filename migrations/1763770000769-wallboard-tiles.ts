import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an office wants to stand large on each of its screens. */
export class WallboardTiles1763770000769 implements MigrationInterface {
  readonly name = 'WallboardTiles1763770000769';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "wallboard" ADD "tiles" jsonb NOT NULL
      DEFAULT '["waiting", "longest", "talking", "ready", "inTarget", "abandoned", "breaches"]'`);
    await runner.query('ALTER TABLE "wallboard" ALTER "tiles" DROP DEFAULT');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "wallboard" DROP COLUMN "tiles"');
  }
}
