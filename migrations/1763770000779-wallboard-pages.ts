import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A screen turns through pages, and its office says from which figures on they warn. */
export class WallboardPages1763770000779 implements MigrationInterface {
  readonly name = 'WallboardPages1763770000779';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "wallboard" ADD "pages" jsonb, ADD "limits" jsonb NOT NULL DEFAULT '{}'`);
    await runner.query(
      `UPDATE "wallboard" SET "pages" = jsonb_build_array(jsonb_build_object('tiles', "tiles", 'seconds', 20))`,
    );
    await runner.query(`ALTER TABLE "wallboard" ALTER "pages" SET NOT NULL, ALTER "limits" DROP DEFAULT, DROP "tiles"`);
  }

  /** What stood on the pages after the first is forgotten, and so are the limits. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "wallboard" ADD "tiles" jsonb');
    await runner.query(`UPDATE "wallboard" SET "tiles" = "pages"->0->'tiles'`);
    await runner.query('ALTER TABLE "wallboard" ALTER "tiles" SET NOT NULL, DROP "pages", DROP "limits"');
  }
}
