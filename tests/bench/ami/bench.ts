import pg from 'pg';
import { openConnection } from '../../../telephony/asterisk/connection.ts';
import type { Packet } from '../../../telephony/asterisk/packets.ts';
import { createTranslator } from '../../../telephony/asterisk/translate.ts';
import { startFakeAmi } from '../../support/fake-ami.ts';
import { freePort } from '../../support/free-port.ts';
import { until } from '../../support/until.ts';
import { arrives, type CallerOnTheLine, givesUp, rings } from '../screen-pop/packets.ts';
import { run } from '../screen-pop/processes.ts';
import { amiSecret, ensureAgents, productionSettings } from '../screen-pop/surroundings.ts';
import { cpuStopwatch } from '../support/cpu.ts';
import { openBenchDatabase } from '../support/database.ts';
import type { BenchOptions } from '../support/options.ts';

const rounds = 5;
/** So long a round is waited for. */
const longestMs = 120_000;

/**
 * A storm of callers who arrive, ring and give up, as bytes of the manager's socket, all at once: split into headers by
 * hand; parsed by the package behind our framing; translated to events; and stored, each call with its ticket and history.
 */
export async function benchAmi({ dataDir, quick }: BenchOptions): Promise<void> {
  const callers = quick ? 100 : 500;
  const closing: (() => unknown)[] = [];
  try {
    const database = await openBenchDatabase(dataDir, 4);
    closing.unshift(database.close);
    const extensions = Array.from({ length: 50 }, (_, n) => String(201 + n));
    await ensureAgents(database, extensions);
    const asterisk = await startFakeAmi({ secret: amiSecret });
    const alone = await startFakeAmi({ secret: amiSecret });
    closing.unshift(asterisk.stop, alone.stop);
    const settings = productionSettings(database.appUrl, asterisk.port, await freePort());
    const server = await run('server/main.js', [], settings, /(http:\/\/127\.0\.0\.1:\d+)/);
    closing.unshift(server.stop);
    const checker = new pg.Pool({ connectionString: database.url, max: 1 });
    closing.unshift(() => checker.end());
    await until('the link', () => asterisk.actions.some(({ action }) => action === 'DeviceStateList'), longestMs);

    const storm = storms(extensions);
    const found: Record<string, number[]> = { split: [], parsed: [], translated: [], stored: [] };
    let cpu: number | null = 0;
    for (let round = 0; round <= rounds; round += 1) {
      const { text, ids } = storm(callers);
      const packets: Packet[] = [];
      const figures = {
        split: await rate(text, async () => void splitByHand(text)),
        parsed: await rate(text, () => parsed(alone, text, packets)),
        translated: await rate(text, async () => translated(packets)),
        stored: 0,
      };
      const used = cpuStopwatch(database.cluster);
      figures.stored = await rate(text, async () => {
        asterisk.raw(text);
        await until('all are stored', async () => (await ended(checker, ids)) === callers, longestMs);
      });
      // The first warms up.
      if (round === 0) continue;
      cpu = cpu === null ? null : cpu + (used() ?? 0);
      for (const [name, value] of Object.entries(figures)) found[name]?.push(value);
    }
    console.log(`AMI events a second, ${callers} callers at once, ${rounds} rounds; ${database.settings}`);
    for (const [name, all] of Object.entries(found)) console.log(`${name.padEnd(11)} ${described(all)}`);
    const events = countOf(storm(callers).text) * rounds;
    if (cpu) console.log(`PostgreSQL and this process: ${Math.round(cpu / events)} µs of processor a packet stored`);
  } finally {
    for (const close of closing) await close();
  }
}

/** Callers for one agent's telephone after the other, as the exchange would write of them. */
function storms(extensions: readonly string[]) {
  const second = Math.floor(Date.now() / 1000);
  let count = 0;
  return (callers: number) => {
    const all = Array.from({ length: callers }, (): CallerOnTheLine => {
      count += 1;
      const extension = extensions[count % extensions.length] as string;
      const number = `0812${String(count).padStart(8, '0')}`;
      return { id: `${second}.${count * 2}`, legId: `${second}.${count * 2 + 1}`, number, extension };
    });
    const text = [arrives, rings, givesUp].flatMap((part) => all.map(part)).join('');
    return { text, ids: all.map(({ id }) => `asterisk-${id}`) };
  };
}

const countOf = (text: string) => text.split('\r\n\r\n').length - 1;

/** Events a second. */
async function rate(text: string, work: () => Promise<void>): Promise<number> {
  const from = performance.now();
  await work();
  return countOf(text) / ((performance.now() - from) / 1000);
}

function splitByHand(text: string): number {
  let headers = 0;
  for (const packet of text.split('\r\n\r\n'))
    headers += Object.keys(Object.fromEntries(packet.split('\r\n').map((line) => line.split(': ', 2)))).length;
  return headers;
}

/** The way of the product: framing, the package's parser, our look at each packet. */
async function parsed(ami: Awaited<ReturnType<typeof startFakeAmi>>, text: string, into: Packet[]): Promise<void> {
  const wanted = countOf(text);
  await new Promise<void>((resolve, reject) => {
    const connection = openConnection({
      ...{ host: '127.0.0.1', port: ami.port, username: 'sigap', secret: amiSecret, actionTimeoutMs: 5_000 },
      ...{ maxPacketChars: 1_000_000, heard: () => {}, anomaly: (what) => reject(new Error(what)) },
      loggedIn: () => ami.raw(text),
      event: (packet) => {
        if (packet.event !== 'FullyBooted' && into.push(packet) === wanted) connection.close('done');
      },
      closed: () => resolve(),
    });
  });
}

async function translated(packets: readonly Packet[]): Promise<void> {
  const { packet } = createTranslator({ name: 'a', hotlineContexts: ['hotline'], tech: 'PJSIP', now: Date.now });
  const events = packets.flatMap((one) => packet(one));
  if (events.length === 0) throw new Error('the packets mean nothing');
}

async function ended(checker: pg.Pool, ids: readonly string[]): Promise<number> {
  const { rows } = await checker.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM call WHERE ended_at IS NOT NULL AND id = ANY ($1)',
    [ids],
  );
  return rows[0]?.count ?? 0;
}

function described(all: readonly number[]): string {
  const sorted = [...all].sort((a, b) => a - b).map(Math.round);
  return `median ${sorted[Math.floor(sorted.length / 2)]}/s, ${sorted[0]}–${sorted.at(-1)}`;
}
