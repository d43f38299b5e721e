import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What somebody wrote about a case before the numbers in it were hidden: kept sealed, shown with an audit row. */
export class HiddenWords1763770000141 implements MigrationInterface {
  readonly name = 'HiddenWords1763770000141';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE "hidden_words" (
        "case_id" uuid NOT NULL,
        "id" text NOT NULL,
        "field" text NOT NULL,
        "words_sealed" text NOT NULL,
        "person_id" uuid,
        "at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
        CONSTRAINT "hidden_words_pkey" PRIMARY KEY ("case_id", "id"),
        CONSTRAINT "FK_8234594969156f70379e0665e23" FOREIGN KEY ("case_id") REFERENCES "case_file" ("id"),
        CONSTRAINT "FK_359df5b2d56ae8d3f5bbc1ab11c" FOREIGN KEY ("person_id") REFERENCES "person" ("id")
      )
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "hidden_words"');
  }
}
