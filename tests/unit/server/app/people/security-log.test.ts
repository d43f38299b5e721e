import { setImmediate } from 'node:timers/promises';
import { createSecurityLog, unusual } from '../../../../../server/app/people/security-log.ts';
import type { NewAlarm } from '../../../../../server/app/ports/alarms.ts';
import type { AuditEntry } from '../../../../../server/app/ports/audit.ts';
import type { Tallies, Tally } from '../../../../../server/app/ports/tallies.ts';

const hour = 60 * 60_000;

/** As the database keeps them for all servers. */
function talliesIn(kept: Map<string, Tally>, now: () => number): Tallies {
  return {
    change: async (keys, change) => {
      const { become, result } = change(
        keys.map((key) => kept.get(key) ?? { amount: 0, at: now(), freeAt: now() }),
        now(),
      );
      for (const [at, key] of keys.entries()) kept.set(key, become[at] as Tally);
      return result;
    },
  };
}

function watched(kept = new Map<string, Tally>()) {
  const noted: AuditEntry[] = [];
  const said: string[] = [];
  const raised: NewAlarm[] = [];
  const log = { info: () => {}, error: () => {}, warn: (_: object, words: string) => void said.push(words) };
  let now = 1_000;
  const security = createSecurityLog({
    audit: { note: async (entry) => void noted.push(entry) },
    alarms: { raise: (alarm) => void raised.push(alarm) },
    tallies: talliesIn(kept, () => now),
    log,
    elapsed: () => now,
  });
  const alarms = () => noted.filter(({ action }) => action === 'read.unusual');
  const pass = (ms: number) => {
    now += ms;
  };
  return { security, noted, said, raised, alarms, pass };
}

describe('reading more than the work of an hour', () => {
  it('is an alarm once, told with how much; the same cases again, and a colleague’s, count for nothing', async () => {
    const { security, alarms, said } = watched();
    for (let n = 0; n < unusual.read; n += 1) await security.read('sari', `case ${n}`);
    for (let n = 0; n < 20; n += 1) await security.read('sari', 'case 1');
    await security.read('budi', 'case of his own');
    await setImmediate();
    expect(alarms()).toEqual([]);
    await security.read('sari', 'one more');
    for (let n = 0; n < 200; n += 1) await security.read('sari', `further ${n}`);
    await setImmediate();
    expect(alarms()).toEqual([
      { personId: 'sari', action: 'read.unusual', subject: `read ${unusual.read}`, reason: null },
    ]);
    expect(said).toEqual(['security: read.unusual']);
  });

  it('is an alarm again in another hour', async () => {
    const { security, alarms, pass } = watched();
    for (let n = 0; n < 3; n += 1) {
      for (let m = 0; m <= unusual.read; m += 1) await security.read('sari', `case ${n} ${m}`);
      await setImmediate();
      pass(hour);
    }
    expect(alarms()).toHaveLength(3);
  });

  it('is an alarm of searches too: whoever tries one name after the other learns who is in the office’s files', async () => {
    const { security, alarms, noted } = watched();
    for (let n = 0; n < unusual.searched; n += 1) security.searched('sari', `nama ${n}`);
    for (let n = 0; n < 50; n += 1) security.searched('sari', 'NAMA 1');
    await setImmediate();
    expect(alarms()).toEqual([]);
    security.searched('sari', 'satu lagi');
    await setImmediate();
    expect(alarms()).toEqual([
      { personId: 'sari', action: 'read.unusual', subject: `searched ${unusual.searched}`, reason: null },
    ]);
    expect(JSON.stringify(noted)).not.toContain('nama');
  });

  it('is counted by all servers together', async () => {
    const kept = new Map<string, Tally>();
    const [one, other] = [watched(kept), watched(kept)];
    for (let n = 0; n <= unusual.read; n += 1) await (n % 2 ? one : other).security.read('sari', `case ${n}`);
    await setImmediate();
    expect([...one.alarms(), ...other.alarms()]).toHaveLength(1);
  });

  it('is an alarm much sooner of cases that are not one’s work, which are told by person and hour', async () => {
    const { security, alarms, said, noted, raised, pass } = watched();
    for (let n = 0; n < unusual.opened; n += 1) await security.opened('sari', `case ${n}`, 'warga datang ke loket');
    await setImmediate();
    expect(alarms()).toEqual([]);
    await security.opened('sari', 'another', 'warga datang lagi');
    await security.opened('sari', 'another', 'warga datang lagi');
    await setImmediate();
    expect(alarms()).toHaveLength(1);
    expect(said.filter((words) => words === 'security: read.reason')).toHaveLength(unusual.opened + 2);
    pass(hour);
    await security.opened('sari', 'case 0', 'warga datang besok');
    await setImmediate();
    const groups = raised.filter(({ kind }) => kind === 'read.reason').map(({ group }) => group);
    expect(groups).toHaveLength(unusual.opened + 3);
    expect(new Set(groups).size).toBe(2);
    expect(groups.at(-1)).not.toBe(groups[0]);
    expect(raised.filter(({ kind }) => kind === 'read.unusual')).toHaveLength(1);
    expect(noted[0]).toEqual({
      personId: 'sari',
      action: 'read.reason',
      subject: 'case 0',
      reason: 'warga datang ke loket',
    });
  });
});

it('what somebody in charge should look at is an alarm besides, with who and where from; what belongs to the day is none', () => {
  const { security, raised } = watched();
  for (const event of [
    'login',
    'login.failed',
    'logout',
    'session.ended',
    'wallboard.opened',
    'password.changed',
  ] as const)
    security.note({ event, personId: 'sari', subject: '127.0.0.1' });
  expect(raised).toEqual([]);
  security.note({ event: 'login.guessing', personId: null, subject: '127.0.0.1 source 15' });
  security.note({ event: 'login.emergency', personId: 'admin', subject: '127.0.0.1' });
  expect(raised).toEqual([
    { kind: 'login.guessing', personId: null, subject: '127.0.0.1 source 15', reason: null },
    { kind: 'login.emergency', personId: 'admin', subject: '127.0.0.1', reason: null },
  ]);
});
