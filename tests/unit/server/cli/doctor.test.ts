import { readFileSync } from 'node:fs';
import { leastNode } from '../../../../server/cli/doctor/examine.ts';
import { type Finding, told } from '../../../../server/cli/doctor/finding.ts';
import { judgeClock, judgeDatabase, judgeUnreached } from '../../../../server/cli/doctor/judge-database.ts';
import { judgeAmi, judgeRegistration, judgeShared } from '../../../../server/cli/doctor/judge-exchange.ts';
import { judgeFolder, judgeNode } from '../../../../server/cli/doctor/judge-machine.ts';
import { judgePublic, judgeServer } from '../../../../server/cli/doctor/judge-ways.ts';
import { whereOf } from '../../../../server/cli/doctor/look-ways.ts';
import type { DatabaseFacts } from '../../../../server/store/inspect.ts';

const seen = (...findings: Finding[]) => findings.map(({ verdict, said }) => `${verdict}: ${said.en}`);

/** A database in which nothing is wrong. */
const good: DatabaseFacts = {
  ...{ version: 180_004, clockAheadMs: 3, readOnly: false, mostConnections: 250, migrated: 40, behind: [], ahead: [] },
  ...{ keysFit: true, powers: { superuser: false, mayChangeAudit: false }, server: null, archiving: 'on' },
};
const production = { production: true, poolSize: 20, embedded: false };
const worst = (facts: Partial<DatabaseFacts>) =>
  judgeDatabase({ ...good, ...facts }, production)
    .filter(({ verdict }) => verdict !== 'ok')
    .map(({ verdict, said }) => `${verdict}: ${said.en}`);

it('Node.js is judged by the version that package.json asks for', () => {
  const { engines } = JSON.parse(readFileSync('package.json', 'utf8')) as { engines: { node: string } };
  expect(engines.node).toBe(`>=${leastNode}`);
  expect(seen(judgeNode('v20.19.0', leastNode), judgeNode('v24.1.0', leastNode))).toEqual([
    'ok: v20.19.0',
    'ok: v24.1.0',
  ]);
  expect(seen(judgeNode('v20.18.9', leastNode), judgeNode('v18.30.0', leastNode))).toEqual([
    'fault: v20.18.9 is too old',
    'fault: v18.30.0 is too old',
  ]);
});

it('a database in which nothing is wrong has nothing said against it', () => {
  expect(worst({})).toEqual([]);
});

it.each<[string, Partial<DatabaseFacts>, string]>([
  ['is too old', { version: 140_012 }, 'fault: PostgreSQL 14.12 is too old'],
  ['is a replica', { readOnly: true }, 'fault: can only be read (a replica?)'],
  ['takes hardly more connections than ours', { mostConnections: 25 }, 'warning: takes 25 connections, we use 20'],
  ['has an earlier schema', { behind: ['A1', 'B2'] }, 'warning: still to be run: A1, B2'],
  ['has a later schema', { ahead: ['Z9'], behind: ['A1'] }, 'fault: of a newer Sigap: Z9'],
  ['is sealed under another key', { keysFit: false }, 'fault: SIGAP_SECRET_KEY is not the key of this database'],
  [
    'gives us all powers',
    { powers: { superuser: true, mayChangeAudit: true } },
    'fault: DATABASE_URL is of a superuser',
  ],
  [
    'lets us change the audit',
    { powers: { superuser: false, mayChangeAudit: true } },
    'warning: its role could change the audit',
  ],
  ['cannot archive', { archiving: 'failing' }, 'fault: the last archive_command failed; the disk fills up'],
  ['has a clock of its own', { clockAheadMs: -2_400 }, 'fault: the clock of the database differs by 2.4 s'],
])('of a database that %s that is said, and how it is mended', (_what, facts, said) => {
  expect(worst(facts)).toEqual([said]);
  for (const { verdict, remedy } of judgeDatabase({ ...good, ...facts }, production))
    expect(remedy === null).toBe(verdict === 'ok');
});

it('clocks that differ by less than a person hears are let be', () => {
  expect(seen(judgeClock(499), judgeClock(-500), judgeClock(2_000)).map((line) => line.split(':')[0])).toEqual([
    ...['ok', 'warning', 'fault'],
  ]);
});

it('what keeps us from a database is told without its password', () => {
  const where = whereOf('postgres://sigap:r4has1a@db.example.go.id/sigap');
  expect(where).toBe('db.example.go.id:5432');
  expect(judgeUnreached('28P01', where)).toMatchObject({
    verdict: 'fault',
    said: { id: 'db.example.go.id:5432 tidak dapat dipakai (28P01)' },
    remedy: { id: 'Sandi dalam DATABASE_URL salah.' },
  });
});

it('a folder that others may read, open keys and a disk that is filling up are told', () => {
  const folder = { path: '/srv/sigap', state: 'usable', account: 'sigap', others: 1, secretsMode: 0o600 } as const;
  const judged = (facts: object) => seen(...judgeFolder({ ...folder, freeBytes: 9e9, ...facts }, 1e9));
  expect(judged({})).toEqual(['ok: /srv/sigap, 9.0 GB free']);
  expect(judged({ others: 5, secretsMode: 0o640, freeBytes: 0.5e9 })).toEqual([
    'warning: /srv/sigap is open to every user of this machine',
    'fault: the keys in secrets.json can be read by other users',
    'fault: 0.5 GB of the disk are left',
  ]);
  expect(judged({ freeBytes: 2.9e9 })).toEqual(['warning: 2.9 GB of the disk are left']);
  expect(judged({ state: 'missing' })).toEqual(['warning: /srv/sigap is not there yet']);
  expect(judged({ state: 'closed to us' })).toEqual(['fault: sigap may not write in /srv/sigap']);
});

it('an exchange is judged by its answer, its version and its clock', () => {
  const at = 'pbx:5038';
  expect(seen(...judgeAmi({ state: 'up', version: '22.5.1', clockAheadMs: 900 }, at))).toEqual([
    'ok: Asterisk 22.5.1',
    'warning: the clock of Asterisk differs by 0.9 s',
  ]);
  expect(seen(...judgeAmi({ state: 'up', version: '18.9', clockAheadMs: null }, at))).toEqual([
    'warning: Asterisk 18.9 is not tested by us',
  ]);
  expect(seen(...judgeAmi({ state: 'refused' }, at), ...judgeAmi({ state: 'away', reason: 'closed' }, at))).toEqual([
    'fault: pbx:5038 refuses the user or the password',
    'fault: pbx:5038 does not answer (closed)',
  ]);
  const silent = (running: boolean) => judgeRegistration('silent', '127.0.0.1:4573', running).verdict;
  expect([silent(false), silent(true)]).toEqual(['unseen', 'fault']);
  const log = { setting: 'ASTERISK_CALL_LOG', path: '/var/log/x.csv' };
  expect(
    seen(judgeShared({ ...log, there: true, usable: false }), judgeShared({ ...log, there: false, usable: false })),
  ).toEqual(['fault: /var/log/x.csv is closed to us', 'warning: /var/log/x.csv is not there']);
});

it('the public address is judged by whether it leads to the server, and how long its certificate lasts', () => {
  const url = 'https://sigap.example.go.id';
  const now = Date.UTC(2026, 11, 1);
  const judged = (days: number, status: number | null, running: boolean) =>
    judgePublic({ url, code: null, until: now + days * 86_400_000, status }, running, now).verdict;
  expect([judged(60, 200, true), judged(60, 502, true), judged(60, null, false), judged(13, 200, true)]).toEqual([
    ...['ok', 'fault', 'ok', 'warning'],
  ]);
  expect(judgePublic({ url, code: 'CERT_HAS_EXPIRED', until: null, status: null }, false, now).verdict).toBe('fault');
});

it('a server that runs without its exchange, and what it warns of, is told', () => {
  const holder = { host: 'cc1', pid: 7, sees: '', began: '', connections: '' };
  const ready = {
    status: 503,
    body: { database: true, exchange: false, gateways: { sms: false }, warnings: ['lima'] },
  };
  expect(seen(...judgeServer(holder, ready))).toEqual([
    'fault: runs (cc1, pid 7), without exchange',
    'warning: the gateway sms does not answer',
    'warning: lima',
  ]);
  expect(seen(...judgeServer(null, null), ...judgeServer(holder, null))).toEqual([
    'unseen: none runs now',
    'ok: runs (cc1, pid 7)',
  ]);
});

it('is told in the language that was asked for, with what mends it, and counted', () => {
  const findings = [judgeNode('v18.0.0', leastNode), judgeNode('v20.19.0', leastNode)];
  expect(told(findings, 'id')).toBe(
    [
      'SALAH  Node.js: v18.0.0 terlalu tua',
      '    → Pasang Node.js 20.19 atau yang lebih baru.',
      'BAIK  Node.js: v20.19.0',
      '',
      '1 BAIK, 1 SALAH',
    ].join('\n'),
  );
  expect(told(findings, 'en')).toMatch(
    /^FAULT {2}Node.js: v18.0.0 is too old\n {4}→ Install Node.js 20.19 or newer.$/m,
  );
});
