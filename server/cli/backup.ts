import { parseArgs } from 'node:util';
import { systemClock } from '../clock.ts';
import { loadConfig } from '../config.ts';
import { failureText } from '../wiring/failure.ts';
import { BackupFault } from './backup/fault.ts';
import { makeBackup } from './backup/make.ts';

/**
 * `npm run backup -- FOLDER`: database and data folder into a new folder, with a manifest by which `npm run restore` checks
 * them. The server may work meanwhile. The keys stay away unless `--with-keys` is given: whoever finds a backup with its keys
 * reads everything that is sealed in it.
 */
const usage = 'npm run backup -- FOLDER [--with-keys]';
try {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { 'with-keys': { type: 'boolean', default: false } },
  });
  const [folder, ...others] = positionals;
  if (folder === undefined || others.length > 0) {
    process.stderr.write(`${usage}\n`);
    process.exitCode = 2;
  } else {
    const config = loadConfig(undefined, { look: true });
    const { files, database, keys, filesIn } = await makeBackup(config, folder, {
      keys: values['with-keys'],
      now: systemClock.now(),
    });
    const megabytes = Math.ceil(files.reduce((sum, { bytes }) => sum + bytes, 0) / 1e6);
    console.log(`Cadangan jadi / the backup is made: ${files.length} berkas / files, ${megabytes} MB`);
    console.log(`  tiket / tickets ${database.counts.case_file}, kejadian / events ${database.counts.case_event}`);
    if (keys === 'apart')
      console.log(
        '  SIGAP_SECRET_KEY tidak ikut: simpan di tempat lain; tanpanya cadangan ini tidak terbaca.\n' +
          '  SIGAP_SECRET_KEY is not in it: keep it elsewhere; without it this backup cannot be read.',
      );
    if (filesIn === 's3')
      console.log('  Berkas tiket ada di S3 dan tidak ikut / files of tickets are in S3, and not in it');
    console.log('  Enkripsi sebelum dibawa / encrypt it before it travels: deploy/privacy/encrypted-store.md');
  }
} catch (error) {
  console.error(error instanceof BackupFault ? error.message : failureText(error));
  process.exitCode = 1;
}
