import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { benchAmi } from './ami/bench.ts';
import { benchFigures } from './figures/bench.ts';
import { benchFloods } from './floods/bench.ts';
import { benchPapers } from './papers/bench.ts';
import { benchScreenPop } from './screen-pop/bench.ts';
import { benchSearch } from './search/bench.ts';
import { benchTickets } from './tickets/bench.ts';
import { benchTimers } from './timers/bench.ts';
import { benchWebhooks } from './webhooks/bench.ts';

const benches = {
  'screen-pop': benchScreenPop,
  tickets: benchTickets,
  timers: benchTimers,
  webhooks: benchWebhooks,
  floods: benchFloods,
  ami: benchAmi,
  search: benchSearch,
  figures: benchFigures,
  papers: benchPapers,
} as const;

// An exit ends the processes it started; a signal alone would not.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    /** Earlier callers and cases in the database. */
    earlier: { type: 'string', default: '1000000' },
    /** A folder kept between runs, so that the earlier callers are filled in once. */
    data: { type: 'string' },
    /** A fifth of the samples. */
    quick: { type: 'boolean', default: false },
  },
});

const named = positionals.length > 0 ? positionals : Object.keys(benches);
const unknown = named.filter((name) => !(name in benches));
if (unknown.length > 0) {
  console.error(`unknown: ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}`);
  process.exit(2);
}
console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}`);
const options = { earlier: Number(values.earlier), dataDir: values.data, quick: values.quick };
for (const name of named) await benches[name as keyof typeof benches](options);
