import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { appendFileSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createAuditStore } from '../../../server/store/audit.ts';
import { isAway } from '../../../server/store/away.ts';
import { createDataSource } from '../../../server/store/data-source.ts';
import { isAlive } from '../../../server/store/embedded/control.ts';
import { migrateAsOwner, powersOf } from '../../../server/store/owner.ts';
import {
  createEmbeddedBench,
  type EmbeddedBench,
  keep,
  kept,
  postmasterOf,
  query,
} from '../../support/embedded-postgres.ts';
import { until } from '../../support/until.ts';

let bench: EmbeddedBench;
beforeAll(() => {
  bench = createEmbeddedBench();
});
afterEach(() => bench.clear());
afterAll(() => bench.close());

describe('the embedded database', () => {
  it('keeps data and address over a restart, and runs no longer than asked', async () => {
    const first = await bench.start();
    await keep(first.url);
    const pid = postmasterOf(first.cluster) ?? 0;
    await first.stop();
    await until('its process is gone', () => !isAlive(pid));
    const second = await bench.start();
    expect(second.url).toBe(first.url);
    expect(await kept(second.url)).toBe(true);
    await second.stop();
    await second.stop();
  });

  it('writes durably, in UTF-8, ordered by code point, and listens on the loopback address only', async () => {
    const { url, appUrl, stop } = await bench.start();
    const shown = async (name: string) => (await query(url, `show ${name}`))[0];
    expect(new URL(url).hostname).toBe('127.0.0.1');
    expect(await shown('listen_addresses')).toBe('127.0.0.1');
    // Its own folder, which nobody else may enter.
    expect(await shown('unix_socket_directories')).toBe('.');
    expect((await query(appUrl, 'select inet_client_addr()'))[0]).toBeNull();
    for (const name of ['fsync', 'synchronous_commit', 'full_page_writes', 'data_checksums'])
      expect(await shown(name)).toBe('on');
    expect(await shown('server_encoding')).toBe('UTF8');
    expect(await query(url, "select word from unnest(array['b','A','a','é']) word order by word")).toEqual([
      'A',
      'a',
      'b',
      'é',
    ]);
    await stop();
  });

  it('serves the application as nobody special, who owns nothing and cannot change the audit', async () => {
    const first = await bench.start();
    // As an earlier version left it: the application owned whatever there was.
    await keep(first.url);
    await query(first.url, 'alter table kept owner to sigap_app');
    await first.stop();
    const { url, appUrl, stop } = await bench.start();
    const app = createDataSource(appUrl, 2);
    await app.initialize();
    try {
      for (let start = 0; start < 2; start += 1) await migrateAsOwner(url, app);
      expect(await powersOf(app)).toEqual({ superuser: false, mayChangeAudit: false });
      const id = randomUUID();
      const note = () => createAuditStore(app).note({ personId: null, action: 'logout', subject: id, reason: null });
      await Promise.all([note(), note()]);
      const { last } = await createAuditStore(app).check();
      for (const change of [
        "update audit_entry set subject = 'y'",
        'delete from audit_entry',
        'truncate audit_entry',
        'alter table audit_entry disable trigger audit_keep',
        'drop table audit_entry',
        'alter table audit_entry rename to elsewhere',
        'drop function audit_keep() cascade',
        "create or replace function audit_digest(previous bytea, e audit_entry) returns bytea language sql as $$ select ''::bytea $$",
        'drop table kept',
        "copy (select 1) to program 'true'",
        "select pg_read_file('/etc/passwd')",
        'create role another',
      ])
        await expect(query(appUrl, change)).rejects.toMatchObject({ code: '42501' });
      // A table of its own by the same name leads the binding nowhere else.
      await query(
        appUrl,
        `do $$ begin
           create temp table audit_entry (seq bigint, hash bytea);
           insert into pg_temp.audit_entry values (4711, 'x');
           insert into public.audit_entry (id, action, subject) values (gen_random_uuid(), 'test', 'masked');
         end $$`,
      );
      expect(await createAuditStore(app).check()).toMatchObject({ brokenAt: null, last: { seq: last.seq + 1 } });
      for (const back of [
        'alter table audit_entry disable trigger audit_keep',
        `delete from audit_entry where seq > ${last.seq}`,
        'alter table audit_entry enable trigger audit_keep',
      ])
        await query(url, back);
      // Granted by somebody who granted all: it is seen, and taken back.
      for (const granted of ['TRIGGER', 'UPDATE (reason)', 'ALL']) {
        await query(url, `grant ${granted} on audit_entry to sigap_app`);
        expect([granted, (await powersOf(app)).mayChangeAudit]).toEqual([granted, true]);
        await migrateAsOwner(url, app);
        expect([granted, (await powersOf(app)).mayChangeAudit]).toEqual([granted, false]);
      }
      await query(appUrl, "update ticket_counter set last_number = 1 where office_code = 'nowhere'");
      // Only somebody else's notes tell that the newest are gone.
      await query(url, 'alter table audit_entry disable trigger audit_keep');
      await query(url, `delete from audit_entry where seq = ${last.seq}`);
      expect((await createAuditStore(app).check()).brokenAt).toBeNull();
      expect((await createAuditStore(app).check(last)).brokenAt).toBe(last.seq);
    } finally {
      await app.destroy();
      await stop();
    }
  });

  it('lets nobody else read the folder or the password, and asks for the password', async () => {
    const { url, cluster, stop } = await bench.start();
    const mode = (path: string) => statSync(path).mode & 0o777;
    expect(mode(cluster)).toBe(0o700);
    expect(mode(join(cluster, 'sigap.password'))).toBe(0o600);
    const guess = new URL(url);
    guess.password = 'postgres';
    await expect(query(guess.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
    await stop();
  });

  it('keeps statements and values out of its own log', async () => {
    const { url, cluster, stop } = await bench.start();
    await query(url, 'create table if not exists callers (phone text primary key)');
    await query(url, "insert into callers values ('+6281234567890')");
    await expect(query(url, "insert into callers values ('+6281234567890')")).rejects.toMatchObject({ code: '23505' });
    await expect(query(url, "select '+6281234567890'::date")).rejects.toThrow();
    await stop();
    expect(readFileSync(join(cluster, 'server.log'), 'utf8')).toContain('shutting down');
    expect(readFileSync(join(cluster, 'server.log'), 'utf8')).not.toContain('81234567890');
  });

  it('is away, by its socket as by its port, while it does not run', async () => {
    const { url, appUrl, stop } = await bench.start();
    expect(new URL(appUrl).searchParams.get('host')).not.toBeNull();
    await stop();
    for (const gone of [url, appUrl])
      expect(await query(gone, 'select 1').then(() => 'it answered', isAway)).toBe(true);
  });

  it('is reached by its port where the name of its socket would be too long', async () => {
    const { appUrl, stop } = await bench.start(join(bench.newFolder(), 'n'.repeat(100)));
    expect(new URL(appUrl).searchParams.get('host')).toBeNull();
    expect(await query(appUrl, 'select inet_client_addr() is not null')).toEqual([true]);
    await stop();
  });

  it('takes another port when its own is taken', async () => {
    const first = await bench.start();
    await first.stop();
    const thief = createServer().listen(Number(new URL(first.url).port), '127.0.0.1');
    await once(thief, 'listening');
    const second = await bench.start();
    expect(new URL(second.url).port).not.toBe(new URL(first.url).port);
    expect(await query(second.url, 'select 1')).toEqual([1]);
    await second.stop();
    thief.close();
  });

  it('says in both languages that it cannot start, with the words of the server', async () => {
    const dataDir = join(bench.newFolder(), 'data');
    const first = await bench.start(dataDir);
    await first.stop();
    appendFileSync(join(first.cluster, 'postgresql.conf'), "\nno_such_setting = 'x'\n");
    const failure = await bench.start(dataDir).then(
      () => undefined,
      (error: Error & { code: string }) => error,
    );
    expect(failure).toMatchObject({ name: 'EmbeddedPostgresError', code: 'start-failed' });
    expect(failure?.message).toMatch(/tidak dapat dijalankan.*\n.*could not be started/);
    expect(failure?.message).toContain('no_such_setting');
  });
});
