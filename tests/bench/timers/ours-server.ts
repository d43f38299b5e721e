import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { createLiveAlerts } from '../../../server/app/alerts/live-alerts.ts';
import { createCasePublisher } from '../../../server/app/cases/case-publisher.ts';
import { createLiveCases } from '../../../server/app/cases/live-cases.ts';
import { createRaise } from '../../../server/app/cases/raise-deadline.ts';
import { createDeadlines } from '../../../server/app/deadlines/deadlines.ts';
import { createTopics } from '../../../server/app/live/topics.ts';
import { createDirectory } from '../../../server/app/people/directory.ts';
import { stopwatch, systemClock } from '../../../server/clock.ts';
import { createGateway } from '../../../server/realtime/gateway.ts';
import { createDataSource } from '../../../server/store/data-source.ts';
import { createStore } from '../../../server/store/store.ts';
import { hotlineUnder, shipped } from '../../support/sops.ts';
import { hearingAll } from '../../support/timers.ts';
import { sealer } from '../support/sealer.ts';

/**
 * The part of the server that raises deadlines, from the column to the browser's socket, wired as in production; only
 * who is logged in is not asked. `node ours-server.js DATABASE_URL`; prints its port, and on SIGTERM what it did.
 */
const dataSource = await createDataSource(process.argv[2] as string, 20).initialize();
const stored = createStore({ dataSource, sealer, officeCode: 'SBY' });
const counts = { transactions: 0, empty: 0, asked: 0, raised: 0 };
const store: typeof stored = {
  ...stored,
  saveUntouched: async (changes) => {
    const saved = await stored.saveUntouched(changes);
    counts.transactions += 1;
    counts.empty += saved.size === 0 ? 1 : 0;
    counts.asked += changes.length;
    counts.raised += saved.size;
    return saved;
  },
};
const log = { info: () => {}, warn: console.error, error: console.error };
const clock = systemClock;
const sops = hotlineUnder(shipped('surabaya'));
const server = createServer();
const topics = createTopics(randomUUID(), (change) => gateway.send(change));
const gateway = createGateway({
  ...{ server, topics, clock, log },
  identify: (_request: unknown, _response: unknown, next: () => void) => next(),
  elapsed: stopwatch,
  publicUrl: undefined,
  tokensOf: () => [],
  listenerOf: () => ({ userId: randomUUID(), role: 'supervisor', sessionId: 'bench', owes: null }),
  liveSessions: async (ids) => new Map(ids.map((id) => [id, { role: 'supervisor', locked: false }])),
  sessionOver: () => {},
  delivered: () => {},
});
const directory = createDirectory(store);
await directory.refresh();
const deadlines = createDeadlines({
  ...{ store, clock, log },
  ...createRaise({
    ...{ store, sops, clock, hearing: hearingAll, publisher: () => publisher },
    rewatch: (id, at) => deadlines.watch(id, at),
  }),
});
const publisher = createCasePublisher({
  liveCases: createLiveCases({ topics, directory, sops }),
  liveAlerts: createLiveAlerts({ topics, directory, sops }),
  deadlines,
  counted: () => {},
  raised: () => {},
});
await deadlines.start();
server.listen(0, '127.0.0.1', () => console.log((server.address() as { port: number }).port));
process.once('SIGTERM', async () => {
  await deadlines.stop();
  await gateway.close();
  await dataSource.destroy();
  console.log(JSON.stringify(counts));
});
