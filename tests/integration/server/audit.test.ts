import { randomUUID } from 'node:crypto';
import { requestOf, send } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase, people } from '../../support/server-people.ts';
import { answeredCall } from '../../support/server-scenario.ts';
import { until } from '../../support/until.ts';

let database: TestDatabase;
let server: TestServer;
let elapsed = 0;
beforeEach(async () => {
  database = await createServerDatabase();
  elapsed = 0;
  server = await startTestServer({ databaseUrl: database.url, elapsed: () => elapsed });
});
afterEach(async () => {
  await server.stop();
  await database.drop();
});

const note = (action: string, subject = 'x') =>
  server.sql('INSERT INTO audit_entry (id, action, subject) VALUES (gen_random_uuid(), $1, $2)', [action, subject]);
const actionsOf = async (username: keyof typeof people) =>
  (
    await server.sql<{ action: string }>('SELECT action FROM audit_entry WHERE person_id = $1 ORDER BY seq', [
      people[username].id,
    ])
  ).map(({ action }) => action);

describe('the audit', () => {
  it('can only be added to, and what got past that shows', async () => {
    const wati = await server.logIn('wati');
    await until('her log-in is kept', async () => (await actionsOf('wati')).length === 1);
    await Promise.all(Array.from({ length: 60 }, (_, n) => note(`test.${n % 3}`)));
    expect(await wati.do('checkAudit')).toEqual({ entries: 61, brokenAt: null });
    for (const change of [
      "UPDATE audit_entry SET subject = 'y' WHERE seq = 5",
      'DELETE FROM audit_entry WHERE seq = 5',
      'TRUNCATE audit_entry',
    ])
      await expect(server.sql(change)).rejects.toThrow('the audit can only be added to');
    // Whoever owns the table can take the guard away, and still cannot make the rest fit.
    await server.sql('ALTER TABLE audit_entry DISABLE TRIGGER audit_keep');
    await server.sql("UPDATE audit_entry SET reason = 'lain' WHERE seq = 40");
    expect(await wati.do('checkAudit')).toEqual({ entries: 61, brokenAt: 40 });
    await server.sql('DELETE FROM audit_entry WHERE seq = 7');
    expect(await wati.do('checkAudit')).toEqual({ entries: 60, brokenAt: 8 });
  });

  it('is listed by person, action, subject and time', async () => {
    const wati = await server.logIn('wati');
    await note('test.one', 'a');
    await note('test.two', 'b');
    const list = async (query: object) => (await wati.do('listAudit', { query })).entries.map(({ action }) => action);
    expect(await list({ action: 'test.' })).toEqual(['test.two', 'test.one']);
    expect(await list({ action: 'test', subject: 'a' })).toEqual(['test.one']);
    await until('her log-in is kept', async () => (await list({ personId: people.wati.id })).length === 1);
    const [entry] = (await wati.do('listAudit', { query: { action: 'login' } })).entries;
    expect(entry).toMatchObject({ personName: 'wati Uji', action: 'login', reason: null });
    expect(await list({ action: 'test', until: (entry?.at ?? 0) - 60_000 })).toEqual([]);
    expect(await list({ action: 'test', from: (entry?.at ?? 0) - 60_000 })).toHaveLength(2);
    expect((await wati.call('listAudit', { query: { action: "x' OR true --" } })).status).toBe(422);
    const sari = await server.logIn('sari');
    expect([(await sari.call('listAudit')).status, (await sari.call('checkAudit')).status]).toEqual([403, 403]);
  });

  it('is listed by ticket, with the names of those it is about, also of one who left', async () => {
    const wati = await server.logIn('wati');
    const sari = await server.logIn('sari');
    const desk = await sari.desk();
    const [{ callId, caseId }, other] = [
      await answeredCall(server, sari, desk, '081234567890'),
      await answeredCall(server, sari, desk, '081298765432'),
    ];
    for (const one of [caseId, other.caseId]) await sari.do('getCase', { params: { caseId: one } });
    await note('listen.recording', `${callId} RE1`);
    await note('contact.changed', people.budi.id);
    await server.sql('UPDATE person SET active = false WHERE id = $1', [people.budi.id]);
    const { ticketNumber } = await sari.do('getCase', { params: { caseId } });
    const list = async (query: object) =>
      (await wati.do('listAudit', { query })).entries.map((entry) => [
        entry.action,
        entry.ticketNumber,
        entry.aboutName,
      ]);
    expect(await list({ ticket: ` ${ticketNumber.toLowerCase()} ` })).toEqual([
      ['listen.recording', ticketNumber, null],
      ['read.case', ticketNumber, null],
    ]);
    expect(await list({ ticket: 'SBY-20260101-0001' })).toEqual([]);
    expect(await list({ action: 'contact.' })).toEqual([['contact.changed', null, 'budi Uji']]);
    const { people: known } = await wati.do('auditPeople');
    expect(known.find(({ personId }) => personId === people.budi.id)).toMatchObject({ active: false, role: 'agent' });
    expect((await sari.call('auditPeople')).status).toBe(403);
  });

  it('is counted whole where a page holds a part, and taken out whole, which is an entry itself', async () => {
    const wati = await server.logIn('wati');
    await server.sql(
      `INSERT INTO audit_entry (id, action, subject, reason)
       SELECT gen_random_uuid(), 'test.many', n::text, '=1+1' FROM generate_series(1, 2105) n`,
    );
    const { entries, total, pageSize } = await wati.do('listAudit', { query: { action: 'test.', page: 22 } });
    expect([entries.length, total, pageSize]).toEqual([5, 2105, 100]);
    const beyond = await wati.do('listAudit', { query: { action: 'test.', page: 23 } });
    expect([beyond.entries, beyond.total]).toEqual([[], 2105]);
    const taken = await wati.call('exportAudit', { query: { action: 'test.', language: 'en' } });
    expect(taken.headers['content-type']).toBe('text/csv; charset=utf-8');
    const lines = String(taken.body).split('\r\n').slice(0, -1);
    expect(lines[0]).toBe('\ufeff"Number","Time (UTC)","Who","What","Ticket","About whom","Note","Reason"');
    expect(lines).toHaveLength(2106);
    const subjects = lines.slice(1).map((line) => Number(line.split(',')[6]?.replaceAll('"', '')));
    expect(subjects).toEqual(Array.from({ length: 2105 }, (_, n) => 2105 - n));
    expect(lines[1]).toMatch(/^\d+,"20\d\d-.*Z","","test.many","","","2105","'=1\+1"$/);
    expect((await wati.do('listAudit', { query: { action: 'audit.' } })).entries).toMatchObject([
      { action: 'audit.exported', personName: 'wati Uji', subject: 'action=test.' },
    ]);
    const sari = await server.logIn('sari');
    expect((await sari.call('exportAudit')).status).toBe(403);
  });

  it('keeps who logged in, who failed and who left; a name that is nobody’s stays out of it and of the log', async () => {
    const dewi = await server.logIn('dewi');
    const wrong = (username: string) =>
      send(server.url, requestOf('logIn', { body: { username, password: 'rahasia-sekali' } }));
    await wrong('dewi');
    await wrong('kata-sandi-salah-tempat');
    await dewi.call('listAlerts');
    await dewi.do('logOut');
    await until('it is all kept', async () => (await actionsOf('dewi')).length === 3);
    expect((await actionsOf('dewi')).sort()).toEqual(['login', 'login.failed', 'logout']);
    const lines = server.log.lines().filter((line) => line.includes('"security"'));
    for (const event of ['login', 'login.failed', 'logout', 'refused'])
      expect(lines.some((line) => line.includes(`"security":"${event}"`))).toBe(true);
    expect(server.log.lines().join()).not.toMatch(/salah-tempat|rahasia-sekali/);
  });
});

describe('a citizen’s data', () => {
  it('is looked at with a record, once for a while', async () => {
    const sari = await server.logIn('sari');
    const { caseId } = await answeredCall(server, sari, await sari.desk(), '081234567890');
    const rina = await server.logIn('rina');
    const look = () => rina.do('getCase', { params: { caseId } });
    const seen = async () => (await actionsOf('rina')).filter((action) => action === 'read.case').length;
    await look();
    await look();
    await rina.do('messages', { params: { caseId } });
    expect(await seen()).toBe(1);
    elapsed += 16 * 60_000;
    await look();
    expect(await seen()).toBe(2);
  });

  it('is read by those whose work it is or was; others say why, which is kept and open for an hour', async () => {
    const [sari, budi, dewi] = [await server.logIn('sari'), await server.logIn('budi'), await server.logIn('dewi')];
    const desk = await sari.desk();
    const { caseId } = await answeredCall(server, sari, desk, '081234567890');
    const at = { params: { caseId } } as const;
    const shut = async (client: typeof budi) => [
      (await client.call('getCase', at)).problem?.type,
      (await client.call('messages', at)).problem?.type,
      (await client.call('reveal', { ...at, body: { field: 'phone', reason: 'menelepon balik warga' } })).problem?.type,
      (await client.call('performAction', { ...at, body: { event: 'case.ended', fields: {} } })).problem?.type,
      (await client.call('saveDraft', { ...at, body: { event: 'case.ended', fields: {} } })).problem?.type,
    ];
    const all = Array(5).fill('reason_needed');
    expect([await shut(budi), await shut(dewi)]).toEqual([all, all]);
    expect((await sari.call('getCase', at)).status).toBe(200);
    const open = (reason: string) => budi.call('openCase', { ...at, body: { reason } });
    expect((await open('aaaaa')).problem?.errors?.[0]?.code).toBe('reason_says_nothing');
    expect(await shut(budi)).toEqual(all);
    expect((await open('warga datang ke loket')).status).toBe(200);
    expect((await budi.call('getCase', at)).status).toBe(200);
    expect((await server.sql("SELECT reason FROM audit_entry WHERE action = 'read.reason'"))[0]).toEqual({
      reason: 'warga datang ke loket',
    });
    // What is never erased holds no number of a citizen.
    await open('NIK 3578011501900001 dari nomor 0812-9876-5432, warga bertanya');
    const [last] = await server.sql(
      "SELECT reason FROM audit_entry WHERE action = 'read.reason' ORDER BY seq DESC LIMIT 1",
    );
    expect(last).toEqual({ reason: 'NIK [hidden] dari nomor [hidden], warga bertanya' });
    await until('nor does the alarm', async () => {
      const [alarm] = await server.sql<{ reason: string }>("SELECT reason FROM alarm WHERE kind = 'read.reason'");
      return alarm?.reason === last?.reason;
    });
    // It opened this case to him, and no other; and to nobody else.
    const other = await answeredCall(server, sari, desk, '081298765432');
    expect((await budi.call('getCase', { params: { caseId: other.caseId } })).problem?.type).toBe('reason_needed');
    expect((await dewi.call('getCase', at)).problem?.type).toBe('reason_needed');
    const nowhere = { params: { caseId: randomUUID() }, body: { reason: 'warga datang ke loket' } };
    expect((await budi.call('openCase', nowhere)).problem?.type).toBe('not_found');
    const agus = await server.logIn('agus');
    expect([
      (await agus.call('getCase', at)).status,
      (await agus.call('openCase', { ...at, body: { reason: 'warga datang ke loket' } })).status,
    ]).toEqual([404, 403]);
    // Whoever has the citizen on the line reads what was before.
    await server.sql('ALTER TABLE audit_entry DISABLE TRIGGER audit_keep');
    await server.sql("UPDATE audit_entry SET at = at - interval '61 minutes' WHERE action = 'read.reason'");
    expect(await shut(budi)).toEqual(all);
    await answeredCall(server, budi, await budi.desk(), '081234567890');
    expect((await budi.call('getCase', at)).status).toBe(200);
  });

  it('is revealed for a reason that says something, and not by the dozen', async () => {
    const sari = await server.logIn('sari');
    const { caseId } = await answeredCall(server, sari, await sari.desk(), '081234567890');
    const reveal = (reason: string) => sari.call('reveal', { params: { caseId }, body: { field: 'phone', reason } });
    for (const reason of ['aaaaa', 'asdfgh', 'aa bb', 'test test', 'hmmmm lagi', '12345 67890', '..... .....'])
      expect([reason, (await reveal(reason)).problem?.errors?.[0]?.code]).toEqual([reason, 'reason_says_nothing']);
    expect((await reveal('x')).problem?.errors?.map(({ code }) => code)).toEqual(['reason_too_short']);
    for (let n = 0; n < 20; n += 1) expect((await reveal(`menelepon balik ke-${n}`)).status).toBe(200);
    const refused = await reveal('menelepon balik lagi');
    expect([refused.problem?.type, refused.headers['retry-after']]).toEqual(['too_many_reveals', '30']);
    const budi = await server.logIn('budi');
    await budi.do('openCase', { params: { caseId }, body: { reason: 'warga menelepon ulang' } });
    const other = { params: { caseId }, body: { field: 'phone', reason: 'nomor salah ketik' } } as const;
    expect((await budi.call('reveal', other)).status).toBe(200);
    await until('the refusal is kept', async () => (await actionsOf('sari')).includes('reveal.refused'));
    expect((await actionsOf('sari')).filter((action) => action === 'reveal.phone')).toHaveLength(20);
    elapsed += 30_000;
    expect((await reveal('menelepon balik sekali')).status).toBe(200);
  });
});
