import { createPublishedProcedures } from '../app/procedures/published.ts';
import { systemClock } from '../clock.ts';
import { loadConfig } from '../config.ts';
import { ownEntries } from '../domain/calendar/own-entries.ts';
import { createCalendarStore } from '../store/calendar.ts';
import { rebuildFacts } from '../store/facts/rebuild.ts';
import { createSopVersionStore } from '../store/sop-versions.ts';
import { failureText } from '../wiring/failure.ts';
import { readServices } from '../wiring/services.ts';
import { quiet, withDatabase } from './with-database.ts';

/**
 * `npm run facts -- rebuild`: makes what figures are made of anew from the histories, such as after an update that brought
 * figures to an office with years behind it. The servers may go on working meanwhile.
 */
const usage = 'npm run --silent facts -- rebuild';
const names = { cases: 'Tiket / tickets', calls: 'Panggilan / calls' } as const;
const everyMs = 1_000;

try {
  if (process.argv.slice(2).join(' ') !== 'rebuild') {
    process.stderr.write(`${usage}\n`);
    process.exitCode = 2;
  } else {
    const config = loadConfig();
    await withDatabase(config, async ({ dataSource }) => {
      const store = createSopVersionStore(dataSource);
      const published = createPublishedProcedures({ store, clock: systemClock, log: quiet });
      await published.refresh();
      const { sops } = readServices({
        ...{ dataDir: config.dataDir, zone: config.office.timeZone, sops: { published } },
        entries: ownEntries((await createCalendarStore(dataSource).state()).entries),
      });
      let toldAt = 0;
      await rebuildFacts(dataSource, { sopOf: sops.get, timeOf: sops.timeOf }, ({ of, done, total }) => {
        const now = systemClock.now();
        if (done < total && now - toldAt < everyMs) return;
        toldAt = now;
        console.log(`${names[of]}: ${done} / ${total}`);
      });
    });
  }
} catch (error) {
  console.error(failureText(error));
  process.exitCode = 1;
}
