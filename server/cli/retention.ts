import { type RetentionClass, retentionClasses } from '../app/ports/retention.ts';
import { createPublishedProcedures } from '../app/procedures/published.ts';
import { systemClock } from '../clock.ts';
import { loadConfig } from '../config.ts';
import { createRetentionStore } from '../store/retention.ts';
import { createSopVersionStore } from '../store/sop-versions.ts';
import { failureText } from '../wiring/failure.ts';
import { readServices } from '../wiring/services.ts';
import { quiet, withDatabase } from './with-database.ts';

/**
 * `npm run --silent retention`: what is older than the office keeps it, class by class; changes nothing. With `-- run` it is
 * let go of now; the server does it each day by itself. What exchanges and gateways keep of it, the server deletes there.
 */
const usage = 'npm run --silent retention [-- run]';
const dayMs = 24 * 60 * 60_000;
const names: Readonly<Record<RetentionClass, string>> = {
  cases: 'Tiket ditutup, dianonimkan / closed tickets, made anonymous',
  messages: 'Isi pesan / words of messages',
  files: 'Berkas tiket / files of tickets',
  recordings: 'Rekaman / recordings',
  drafts: 'Isian setengah jadi / half-written forms',
  agent_states: 'Keadaan petugas / states of agents',
};
try {
  const asked = process.argv.slice(2).join(' ');
  if (asked !== '' && asked !== 'run') {
    process.stderr.write(`${usage}\n`);
    process.exitCode = 2;
  } else {
    const config = loadConfig();
    await withDatabase(config, async ({ dataSource, sealer }) => {
      const published = createPublishedProcedures({
        store: createSopVersionStore(dataSource),
        clock: systemClock,
        log: quiet,
      });
      await published.refresh();
      const { sops } = readServices({ dataDir: config.dataDir, zone: config.office.timeZone, sops: { published } });
      const store = createRetentionStore(dataSource, {
        sealer,
        sopOf: ({ sopId, sopVersion }) => sops.get(sopId, sopVersion),
      });
      const run = async (of: RetentionClass, before: number) => {
        let done = 0;
        await store.letGo(of, before, async (page) => {
          done += page;
          console.log(`  ${done}`);
          return true;
        });
        return done;
      };
      for (const of of retentionClasses) {
        const days = config.keepDays[of];
        const before = systemClock.now() - (days ?? 0) * dayMs;
        if (days === null) console.log(`${names[of]}: selalu disimpan / always kept`);
        else if (asked === 'run') console.log(`${names[of]}: > ${days} d: ${await run(of, before)}`);
        else console.log(`${names[of]}: > ${days} d: ${await store.countDue(of, before)}`);
      }
    });
    console.log('Audit: selalu disimpan / always kept');
    if (asked === '')
      console.log('Belum ada yang diubah; jalankan dengan "-- run" / nothing was changed; run it with "-- run"');
  }
} catch (error) {
  console.error(failureText(error));
  process.exitCode = 1;
}
