import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { queueStrategies as inContract, newQueueId } from '../../../../server/contract/queues.ts';
import { defineQueues, renderQueues } from '../../../../telephony/asterisk/queue-definitions.ts';
import { queueNamePattern, queueStrategies } from '../../../../telephony/queues.ts';

const medis = { name: 'medis', strategy: 'longest_idle', ringMs: 8_000 } as const;

describe('queues made in the administration, as Asterisk reads them', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sigap-queues-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('begin as copies of the first one, to which is added what is said of it', () => {
    expect(renderQueues([medis, { ...medis, name: 'hotline', strategy: 'turns' }], 'hotline')).toBe(
      `; Written by Sigap from its administration: changes made here are lost.

[medis](hotline)
strategy=leastrecent
timeout=8

[hotline](+)
strategy=rrmemory
timeout=8
`,
    );
    expect(() => renderQueues([{ ...medis, name: 'x]\nstrategy=ringall' }], 'hotline')).toThrow('no name of a queue');
  });

  it('are written whole and read at once; a folder that is not there is said, and nothing is read', async () => {
    const asked: unknown[] = [];
    const action = async (name: string, fields: object = {}) => {
      asked.push([name, fields]);
      return { ok: true, reply: {}, events: [] } as never;
    };
    const path = join(folder, 'queues.conf');
    expect(await defineQueues(action, { path, first: 'hotline' }, [medis])).toEqual({ ok: true });
    expect(await readFile(path, 'utf8')).toContain('[medis](hotline)');
    expect(asked).toEqual([['QueueReload', { parameters: 'yes', members: 'no', rules: 'no' }]]);
    const lost = await defineQueues(action, { path: join(folder, 'no/queues.conf'), first: 'hotline' }, [medis]);
    expect(lost).toEqual({ ok: false, kind: 'unwritable', reason: 'the file of queues cannot be written: ENOENT' });
    expect(asked).toHaveLength(1);
  });

  it('have names and strategies that the administration knows too', () => {
    expect(inContract).toEqual(queueStrategies);
    expect(newQueueId).toEqual(queueNamePattern);
  });
});
