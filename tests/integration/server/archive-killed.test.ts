import { mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { archivedCase, closedCase, lostBlobs, yearsPass } from '../../support/archived-cases.ts';
import type { Client } from '../../support/client.ts';
import { commitOf, createKilledServers, type KilledServers, type Moment } from '../../support/killed-servers.ts';
import { letterToBeArchived } from '../../support/paper-hands.ts';
import { openProcedureOffice, type ProcedureOffice } from '../../support/procedure-office.ts';
import { sealingKey } from '../../support/server.ts';
import { password } from '../../support/server-people.ts';
import { compileServer, type ServerProcesses } from '../../support/server-processes.ts';

let office: ProcedureOffice;
let processes: ServerProcesses;
let servers: KilledServers;
let dataDir: string;
beforeAll(async () => {
  office = await openProcedureOffice();
  processes = compileServer();
  dataDir = mkdtempSync(join(tmpdir(), 'sigap-killed-'));
  for (const shared of ['files', 'papers']) symlinkSync(join(office.dataDir, shared), join(dataDir, shared));
  servers = await createKilledServers(processes, office.databaseUrl, {
    ...{ SIGAP_SECRET_KEY: sealingKey.toString('base64'), SIGAP_DATA_DIR: dataDir },
    SESSION_SECRET: 'rahasia-sesi-untuk-pengujian-saja',
  });
});
afterAll(async () => {
  await processes?.end();
  processes?.remove();
  await servers?.close();
  await office?.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const sql = <Row = Record<string, unknown>>(text: string) => office.server.sql<Row>(text);

/** Other cases have deadlines, which the process finds to be past: it has the time of this machine. */
const counter = "WHERE service_id = 'desk'";

/** What stands of all bundles, lists, numbers and the cases they are of. */
const standing = async () => ({
  bundles: await sql('SELECT * FROM archive_bundle ORDER BY case_id'),
  lists: await sql('SELECT * FROM archive_destruction ORDER BY id'),
  numbers: await sql('SELECT * FROM paper_register ORDER BY register, year'),
  cases: await sql(`SELECT id, state, closed_at FROM case_file ${counter} ORDER BY id`),
  events: await sql(
    `SELECT e.case_id, count(*), md5(string_agg(e.data::text, e.id ORDER BY e.seq))
     FROM case_event e JOIN case_file ON case_file.id = e.case_id ${counter} GROUP BY 1 ORDER BY 1`,
  ),
  files: await sql('SELECT id, case_id, state, blob FROM file ORDER BY id'),
  audit: await sql("SELECT action, subject FROM audit_entry WHERE action LIKE 'archive.%' ORDER BY seq"),
});

const killedAt: KilledServers['killedAt'] = (moment, who, ask) => servers.killedAt(moment, who, ask);
afterEach(() => servers.clear());

const propose = async (caseIds: string[]): Promise<string> => {
  const body = { caseIds, reason: 'Masa retensinya habis, tidak ada perkara' };
  const { destructions } = await office.client('sinta').do('proposeDestruction', { body });
  const id = destructions[0]?.destructionId ?? '';
  await office.client('sinta').do('proveMyself', { body: { password } });
  await office.client('sinta').do('signDestruction', { params: { destructionId: id }, body: { destroys: false } });
  return id;
};
const destroy = (client: Client, destructionId: string) =>
  client.call('signDestruction', { params: { destructionId }, body: { destroys: true } });
const listOf = async (id: string) =>
  (await office.client('wati').do('destructions')).destructions.find(({ destructionId }) => destructionId === id);
const closedAt = async (caseId: string) =>
  (await office.server.sql('SELECT closed_at FROM case_file WHERE id = $1', [caseId]))[0]?.closed_at;
const whole = async (caseId: string) => (await office.client('wati').do('checkBundle', { params: { caseId } })).ok;

describe('a server that is killed while bundles are destroyed', () => {
  let list: string;
  let bundles: string[];
  beforeAll(async () => {
    bundles = [await archivedCase(office), await archivedCase(office)];
    await yearsPass(office, ...bundles);
    list = await propose(bundles);
  });

  it.each<[string, Moment]>([
    ['the minutes are about to be stored', ['outside_erasure', 'INSERT']],
    ['persons are taken out of the cases', ['case_file', 'UPDATE WHEN (OLD.state IS DISTINCT FROM NEW.state)']],
    ['bundles are let go', ['archive_bundle', 'UPDATE']],
    ['the number is drawn', ['paper_register', 'INSERT OR UPDATE']],
    ['the minutes are kept', ['archive_destruction', 'UPDATE']],
    ['the audit is told', ['audit_entry', "INSERT WHEN (NEW.action = 'archive.destroyed')"]],
  ])(
    'when %s: has destroyed nothing and numbered nothing',
    async (_, moment) => {
      const before = await standing();
      await killedAt(moment, 'wati', (client) => destroy(client, list));
      expect(await standing()).toEqual(before);
      expect(await lostBlobs(office)).toEqual([]);
      for (const caseId of bundles) expect(await whole(caseId)).toBe(true);
    },
    90_000,
  );

  it('when it is committed and not answered: has destroyed all of it, once, and asking again doubles nothing', async () => {
    await killedAt(commitOf('archive_destruction', 'UPDATE'), 'wati', (client) => destroy(client, list));
    expect(await listOf(list)).toMatchObject({
      state: 'executed',
      number: expect.stringMatching(/^000\.5\.6\.2\/1\//),
    });
    const after = await standing();
    expect(
      after.bundles
        .filter((one) => one.gone_at !== null)
        .map((one) => one.case_id)
        .sort(),
    ).toEqual(bundles.sort());
    expect(after.audit.filter(({ action }) => action === 'archive.destroyed')).toHaveLength(2);
    await office.client('wati').do('proveMyself', { body: { password } });
    expect((await destroy(office.client('wati'), list)).problem?.type).toBe('archive_changed');
    expect(await standing()).toEqual(after);
    expect(await lostBlobs(office)).toEqual([]);
  }, 90_000);

  it('leaves the numbers without a gap', async () => {
    // Each year begins anew, and the process had the time of this machine.
    await sql(`UPDATE paper_register SET year = 2026 WHERE register = 'pemusnahan-arsip'`);
    const next = await archivedCase(office);
    await yearsPass(office, next);
    const id = await propose([next]);
    await destroy(office.client('wati'), id);
    expect((await listOf(id))?.number).toBe('000.5.6.2/2/KEC-BDG/2026');
  });
});

describe('a server that is killed while a case is archived', () => {
  it.each<[string, Moment]>([
    ['its bundle is about to be stored', ['outside_erasure', 'INSERT']],
    ['its bundle is kept', ['archive_bundle', 'INSERT']],
    ['the audit is told', ['audit_entry', "INSERT WHEN (NEW.action = 'archive.made')"]],
  ])(
    'when %s: has archived nothing, and the next one does it once',
    async (_, moment) => {
      const caseId = await closedCase(office);
      const before = await standing();
      await killedAt(moment, 'wati', (client) => client.call('closeBundle', { params: { caseId } }));
      expect(await standing()).toEqual(before);
      expect(await lostBlobs(office)).toEqual([]);
      await office.client('wati').do('closeBundle', { params: { caseId } });
      expect(await whole(caseId)).toBe(true);
    },
    90_000,
  );

  it('when it is committed and not answered: has archived it, once', async () => {
    const caseId = await closedCase(office);
    await killedAt(commitOf('archive_bundle', 'INSERT'), 'wati', (client) =>
      client.call('closeBundle', { params: { caseId } }),
    );
    const after = await standing();
    expect(after.bundles.filter((one) => one.case_id === caseId)).toHaveLength(1);
    await office.client('wati').do('closeBundle', { params: { caseId } });
    expect(await standing()).toEqual(after);
    expect(await whole(caseId)).toBe(true);
    expect(await lostBlobs(office)).toEqual([]);
  }, 90_000);

  it('by the step of its procedure: the case is open and without a bundle, or closed with one', async () => {
    const caseId = await letterToBeArchived(office);
    const archive = (client: Client) => client.attempt({ caseId }, 'case.archived');
    const before = await standing();
    await killedAt(['case_file', 'UPDATE WHEN (OLD.closed_at IS NULL AND NEW.closed_at IS NOT NULL)'], 'sari', archive);
    expect(await standing()).toEqual(before);
    expect(await closedAt(caseId)).toBeNull();
    expect(await lostBlobs(office)).toEqual([]);
    await killedAt(commitOf('archive_bundle', 'INSERT'), 'sari', archive);
    const after = await standing();
    expect(await closedAt(caseId)).not.toBeNull();
    expect(after.bundles.filter((one) => one.case_id === caseId)).toHaveLength(1);
    await office.act('sari', caseId, 'case.archived');
    expect((await standing()).bundles).toEqual(after.bundles);
    expect(await whole(caseId)).toBe(true);
  }, 120_000);
});

describe('bundles stay, and a case is not archived', () => {
  it.each<[string, Moment]>([
    ['the minutes', ['archive_destruction', 'UPDATE']],
    ['the audit', ['audit_entry', "INSERT WHEN (NEW.action = 'archive.destroyed')"]],
  ])('where the database fails at %s', async (_, moment) => {
    const caseId = await archivedCase(office);
    await yearsPass(office, caseId);
    const list = await propose([caseId]);
    const before = await standing();
    await servers.obstruct(moment, "RAISE EXCEPTION 'no room'");
    expect((await destroy(office.client('wati'), list)).status).toBe(500);
    await servers.clear();
    expect(await standing()).toEqual(before);
    expect(await lostBlobs(office)).toEqual([]);
    expect([await whole(caseId), (await destroy(office.client('wati'), list)).status]).toEqual([true, 200]);
  });

  it('where files cannot be stored, which is said', async () => {
    const [closed, over] = [await closedCase(office), await archivedCase(office)];
    await yearsPass(office, over);
    const list = await propose([over]);
    const before = await standing();
    const files = join(office.dataDir, 'files');
    renameSync(files, `${files}-away`);
    writeFileSync(files, '');
    const destroyed = await destroy(office.client('wati'), list);
    const archived = await office.client('wati').call('closeBundle', { params: { caseId: closed } });
    rmSync(files);
    renameSync(`${files}-away`, files);
    expect([destroyed.problem?.type, archived.problem?.type]).toEqual(['files_away', 'files_away']);
    expect(await standing()).toEqual(before);
    expect(await lostBlobs(office)).toEqual([]);
    expect((await destroy(office.client('wati'), list)).status).toBe(200);
  });
});
