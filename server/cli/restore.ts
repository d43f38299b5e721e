import { systemClock } from '../clock.ts';
import { loadConfig } from '../config.ts';
import { failureText } from '../wiring/failure.ts';
import { bringBack, type Restored } from './backup/bring-back.ts';
import { BackupFault } from './backup/fault.ts';

/**
 * `npm run restore -- FOLDER`: brings a backup back into an installation that has nothing yet, and says whether ticket numbers,
 * histories and audit are whole. Exits 1 where something is not.
 */
const usage = 'npm run restore -- FOLDER';

/** What is wrong with it, in both languages. */
function wrongs({ lacking, holes, audit, keysFit }: Restored): string[] {
  const some = (list: readonly string[]) => `${list.slice(0, 10).join(', ')}${list.length > 10 ? ', …' : ''}`;
  return [
    ...(lacking.length > 0 ? [`KURANG dari manifes / LESS than the manifest: ${some(lacking)}`] : []),
    ...(holes.tickets.length > 0 ? [`NOMOR TIKET BERLUBANG / GAPS in ticket numbers: ${some(holes.tickets)}`] : []),
    ...(holes.histories.length > 0 ? [`RIWAYAT TIDAK UTUH / HISTORIES not whole: ${some(holes.histories)}`] : []),
    ...(audit.brokenAt === null ? [] : [`AUDIT RUSAK mulai / BROKEN from entry ${audit.brokenAt} on`]),
    ...(keysFit
      ? []
      : ['SIGAP_SECRET_KEY BUKAN kuncinya / is NOT its key: ambil dari brankas / take it from the safe']),
  ];
}

try {
  const [folder, ...others] = process.argv.slice(2);
  if (folder === undefined || others.length > 0) {
    process.stderr.write(`${usage}\n`);
    process.exitCode = 2;
  } else {
    const restored = await bringBack(() => loadConfig(undefined, { look: true }), folder, systemClock.now);
    const { counts, audit, manifest } = restored;
    console.log(`Dipulihkan dari / brought back from: ${manifest.madeAt}`);
    console.log(
      `  tiket / tickets ${counts.case_file}, kejadian / events ${counts.case_event}, audit ${audit.entries}`,
    );
    const found = wrongs(restored);
    if (found.length > 0) process.exitCode = 1;
    for (const line of found) console.error(`  ${line}`);
    if (found.length === 0)
      console.log(
        '  Nomor tiket tanpa lubang, riwayat dan audit utuh / no gap in ticket numbers, histories and audit are whole',
      );
  }
} catch (error) {
  console.error(error instanceof BackupFault ? error.message : failureText(error));
  process.exitCode = 1;
}
