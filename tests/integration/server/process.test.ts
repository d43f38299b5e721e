import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { requestOf, send } from '../../support/client.ts';
import { freePort } from '../../support/free-port.ts';
import { compileServer, type ServerProcesses } from '../../support/server-processes.ts';
import { until } from '../../support/until.ts';

let processes: ServerProcesses;
let base: string;

beforeAll(() => {
  processes = compileServer();
  base = processes.base;
});
afterAll(async () => {
  await processes.end();
  processes.remove();
});

describe('the server as a process', () => {
  it('says every fault of a wrong configuration in both languages, and does not start', async () => {
    const { said, exited } = processes.run({
      PORT: 'many',
      SIGAP_TIME_ZONE: 'Europe/Amsterdam',
      SIGAP_OFFICE_CODE: 'sby',
      ASTERISK_HOST: '127.0.0.1',
      SIGAP_DATA_DIR: join(base, 'unused'),
    });
    expect(await exited).toBe(1);
    for (const name of ['PORT', 'SIGAP_TIME_ZONE', 'SIGAP_OFFICE_CODE', 'ASTERISK_AMI_USER', 'ASTERISK_AMI_SECRET'])
      expect(said.err).toContain(name);
    for (const words of ['bilangan 0 sampai 65535', 'a number from 0 to 65535']) expect(said.err).toContain(words);
    expect(said.out).toBe('');
    expect(existsSync(join(base, 'unused'))).toBe(false);
  });

  it('keeps its data over a restart, prints passwords once, and ends in order when it is told to', async () => {
    const dataDir = join(base, 'data');
    const env = { PORT: '0', SIGAP_DATA_DIR: dataDir, SIMULATOR_SCENARIO: 'empty' };
    const passwords = /agen1\s.*?([a-z2-9]{4}(?:-[a-z2-9]{4}){3})/;
    let password = '';
    for (const round of [1, 2]) {
      const { child, said, exited, url } = await processes.up(env);
      const printed = passwords.exec(said.out)?.[1];
      if (round === 1) password = printed ?? '';
      else expect(said.out).not.toMatch(/[a-z2-9]{4}(?:-[a-z2-9]{4}){3}/);
      await until('it is ready', async () => (await send(url, { method: 'GET', path: '/readyz' })).status === 200);
      const answer = await send(url, requestOf('logIn', { body: { username: 'agen1', password } }));
      expect(answer.status).toBe(200);
      child.kill('SIGTERM');
      const askedAt = performance.now();
      expect([await exited, said.err]).toEqual([0, '']);
      expect(performance.now() - askedAt).toBeLessThan(8_000);
      await expect(send(url, { method: 'GET', path: '/healthz' })).rejects.toMatchObject({ code: 'ECONNREFUSED' });
      const cluster = readdirSync(dataDir, { recursive: true }).map(String);
      expect(cluster.some((name) => name.endsWith('PG_VERSION'))).toBe(true);
      expect(cluster.filter((name) => name.endsWith('postmaster.pid'))).toEqual([]);
    }
  }, 90_000);

  it('under another key it does not start, and with nobody to read what it says it ends as it is told', async () => {
    const env = { PORT: '0', SIGAP_DATA_DIR: join(base, 'keys'), SIMULATOR_SCENARIO: 'empty' };
    const first = await processes.up(env);
    first.child.kill('SIGTERM');
    expect(await first.exited).toBe(0);
    const another = processes.run({ ...env, SIGAP_SECRET_KEY: randomBytes(32).toString('base64') });
    expect(await another.exited).toBe(1);
    for (const words of ['bukan kunci basis data ini', 'is not the key of this database'])
      expect(another.said.err).toContain(words);
    const port = await freePort();
    const unread = processes.run({ ...env, PORT: String(port), LOG_LEVEL: 'debug' });
    unread.child.stdout?.destroy();
    unread.child.stderr?.destroy();
    const url = `http://127.0.0.1:${port}`;
    const ready = () =>
      send(url, { method: 'GET', path: '/readyz' }).then(
        ({ status }) => status === 200,
        () => false,
      );
    await until('it is ready all the same', ready, 90_000);
    unread.child.kill('SIGTERM');
    expect(await unread.exited).toBe(0);
  }, 240_000);
});
