import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A sealed value by which a start tells whether its key is the one of this database. */
export class KeyCheck1763770000160 implements MigrationInterface {
  readonly name = 'KeyCheck1763770000160';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE "key_check" ("id" smallint PRIMARY KEY, "sealed" text NOT NULL)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "key_check"');
  }
}
