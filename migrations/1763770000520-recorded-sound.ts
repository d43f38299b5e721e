import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Recordings whose sound we keep, sealed: of exchanges that hand it over. When nothing was recorded for a while, on an
 * agent's word.
 */
export class RecordedSound1763770000520 implements MigrationInterface {
  readonly name = 'RecordedSound1763770000520';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "recording" ADD "whole" boolean NOT NULL DEFAULT true, ADD "sound_signs" integer`);
    await runner.query(`
      CREATE TABLE "recording_sound" (
        "exchange" text NOT NULL,
        "reference" text NOT NULL,
        "part" integer NOT NULL,
        "sound_sealed" text NOT NULL,
        CONSTRAINT "recording_sound_pkey" PRIMARY KEY ("exchange", "reference", "part"),
        CONSTRAINT "recording_sound_of" FOREIGN KEY ("exchange", "reference")
          REFERENCES "recording" ("exchange", "reference") ON DELETE CASCADE
      )`);
    await runner.query(`
      CREATE TABLE "recording_pause" (
        "call_id" text NOT NULL,
        "began_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        "ended_at" TIMESTAMP(3) WITH TIME ZONE,
        CONSTRAINT "recording_pause_pkey" PRIMARY KEY ("call_id", "began_at"),
        CONSTRAINT "recording_pause_call" FOREIGN KEY ("call_id") REFERENCES "call" ("id")
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "recording_pause"');
    await runner.query('DROP TABLE "recording_sound"');
    await runner.query('ALTER TABLE "recording" DROP "whole", DROP "sound_signs"');
  }
}
