import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who changed what of whom in the list of people, with the values before and after. */
export class PersonChanges1763770000782 implements MigrationInterface {
  readonly name = 'PersonChanges1763770000782';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE "person_change" (
        "id" uuid NOT NULL,
        "person_id" uuid NOT NULL,
        "at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
        "by_id" uuid,
        "way" text NOT NULL,
        "kind" text NOT NULL,
        "before" jsonb,
        "after" jsonb,
        CONSTRAINT "person_change_pkey" PRIMARY KEY ("id"),
        CONSTRAINT "person_change_person" FOREIGN KEY ("person_id") REFERENCES "person" ("id"),
        CONSTRAINT "person_change_by" FOREIGN KEY ("by_id") REFERENCES "person" ("id")
      )`);
    await runner.query('CREATE INDEX "person_change_of" ON "person_change" ("person_id", "at")');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "person_change"');
  }
}
