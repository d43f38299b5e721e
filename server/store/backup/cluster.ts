import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { type CopiedFile, copyFile, fingerprint, walk } from './copy.ts';

/**
 * What a copy of a running cluster leaves out ("Making a Base Backup Using the Low Level API" in PostgreSQL's manual): what is
 * of the running server alone, or is made anew at its start. Of folders named with `/` the folder itself comes along, empty.
 */
const left =
  /^(?:postmaster\.(?:pid|opts)|server\.log(?:\.1)?|\.s\.PGSQL\..*|.*\/?pg_internal\.init|(?:pg_wal|pg_replslot|pg_dynshmem|pg_notify|pg_serial|pg_snapshots|pg_stat_tmp|pg_subtrans)\/.*|(?:.*\/)?pgsql_tmp.*|global\/pg_control)$/;

/**
 * Copies the files of a running PostgreSQL, and what of its log of changes makes them whole: they are as the server was when
 * the copy ended. It goes on working meanwhile.
 * @param url of a superuser
 * @param cluster its folder (PGDATA), on this machine
 * @param to a folder that does not exist
 */
export async function copyCluster(url: string, cluster: string, to: string): Promise<CopiedFile[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  const copied: CopiedFile[] = [];
  const copy = async (path: string) => {
    const found = await copyFile(join(cluster, path), join(to, path));
    // A table that was dropped meanwhile: the log of changes knows.
    if (found) copied.push({ path, ...found });
  };
  try {
    // The log of changes from here on is kept for us, until this connection ends.
    const slot = `sigap_backup_${randomBytes(6).toString('hex')}`;
    await client.query('SELECT pg_create_physical_replication_slot($1, true, true)', [slot]);
    await client.query("SELECT pg_backup_start('sigap', fast => true)");
    await mkdir(to, { recursive: true, mode: 0o700 });
    for await (const { path, kind } of walk(cluster, (one) => left.test(one))) {
      if (kind === 'folder') await mkdir(join(to, path), { recursive: true, mode: 0o700 });
      else await copy(path);
    }
    // Last, as the manual asks: it says where recovery has to go to.
    await copy('global/pg_control');
    const stopped = await client.query<{ label: string; spaces: string; last: string }>(
      'SELECT labelfile AS label, spcmapfile AS spaces, pg_walfile_name(lsn) AS last FROM pg_backup_stop(false)',
    );
    const { label = '', spaces = '', last = '' } = stopped.rows[0] ?? {};
    if (spaces !== '') throw new Error('tablespaces outside of the cluster are not copied');
    await writeFile(join(to, 'backup_label'), label, { mode: 0o600, flush: true });
    copied.push({ path: 'backup_label', ...(await fingerprint(join(to, 'backup_label'))) });
    const first = /\(file ([0-9A-F]{24})\)/.exec(label)?.[1] ?? last;
    for await (const { path } of walk(join(cluster, 'pg_wal'), (name) => !/^[0-9A-F]{24}$/.test(name)))
      if (path >= first && path <= last) await copy(`pg_wal/${path}`);
    if (!copied.some(({ path }) => path === `pg_wal/${last}`)) throw new Error(`the log of changes lacks ${last}`);
    return copied;
  } finally {
    await client.end();
  }
}
