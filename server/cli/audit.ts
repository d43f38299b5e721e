import { parseArgs } from 'node:util';
import { createProgress } from '../app/shared/progress.ts';
import { systemClock } from '../clock.ts';
import { loadConfig } from '../config.ts';
import { createAuditStore } from '../store/audit.ts';
import { failureText } from '../wiring/failure.ts';
import { withDatabase } from './with-database.ts';

/**
 * `npm run --silent audit -- verify [--known SEQ:HASH]`: whether the audit is whole. Prints the last entry and its hash;
 * written down elsewhere and given the next time, it shows too when the newest entries were taken away. Exits 1 when it
 * is not whole.
 */
const usage = 'npm run audit -- verify [--known SEQ:HASH]';
try {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { known: { type: 'string' } } });
  const known = /^(?<seq>\d{1,15}):(?<hash>[0-9a-f]{64})$/.exec(values.known ?? '')?.groups;
  if (positionals.join(' ') !== 'verify' || (values.known !== undefined && !known)) {
    process.stderr.write(`${usage}\n`);
    process.exitCode = 2;
  } else {
    const { entries, brokenAt, last } = await withDatabase(loadConfig(), async ({ dataSource }) => {
      const audit = createAuditStore(dataSource);
      const total = await audit.count({});
      const progress = createProgress(systemClock, (soFar) => console.error(`Audit: ${soFar.done} / ${soFar.total}`));
      const end = known && { seq: Number(known.seq), hash: String(known.hash) };
      return audit.check(end, (done) => progress(done, Math.max(done, total)));
    });
    console.log(
      brokenAt === null
        ? `Audit utuh / the audit is whole: ${entries}. --known ${last.seq}:${last.hash}`
        : `Audit RUSAK mulai entri ${brokenAt} / the audit is BROKEN from entry ${brokenAt} on`,
    );
    if (brokenAt !== null) process.exitCode = 1;
  }
} catch (error) {
  console.error(failureText(error));
  process.exitCode = 1;
}
