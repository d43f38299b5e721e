import { createSecurityLog, unusual } from '../../../../../server/app/people/security-log.ts';
import type { AuditEntry } from '../../../../../server/app/ports/audit.ts';

const hour = 60 * 60_000;

function watched() {
  const noted: AuditEntry[] = [];
  const said: string[] = [];
  const log = { info: () => {}, error: () => {}, warn: (_: object, words: string) => void said.push(words) };
  let now = 0;
  const security = createSecurityLog({
    audit: { note: async (entry) => void noted.push(entry) },
    log,
    elapsed: () => now,
  });
  const alarms = () => noted.filter(({ action }) => action === 'read.unusual');
  const pass = (ms: number) => {
    now += ms;
  };
  return { security, noted, said, alarms, pass };
}

describe('reading more than the work of an hour', () => {
  it('is an alarm once, told with how much; the same cases again, and a colleague’s, count for nothing', async () => {
    const { security, alarms, said } = watched();
    for (let n = 0; n < unusual.read; n += 1) await security.read('sari', `case ${n}`);
    for (let n = 0; n < 20; n += 1) await security.read('sari', 'case 1');
    await security.read('budi', 'case of his own');
    expect(alarms()).toEqual([]);
    await security.read('sari', 'one more');
    for (let n = 0; n < 200; n += 1) await security.read('sari', `further ${n}`);
    expect(alarms()).toEqual([
      { personId: 'sari', action: 'read.unusual', subject: `read ${unusual.read}`, reason: null },
    ]);
    expect(said).toEqual(['security: read.unusual']);
  });

  it('is an alarm again in another hour', async () => {
    const { security, alarms, pass } = watched();
    for (let n = 0; n < 3; n += 1) {
      for (let m = 0; m <= unusual.read; m += 1) await security.read('sari', `case ${n} ${m}`);
      pass(hour);
    }
    expect(alarms()).toHaveLength(3);
  });

  it('is an alarm much sooner of cases that are not one’s work, each of which is said aloud', async () => {
    const { security, alarms, said, noted } = watched();
    for (let n = 0; n < unusual.opened; n += 1) await security.opened('sari', `case ${n}`, 'warga datang ke loket');
    expect(alarms()).toEqual([]);
    await security.opened('sari', 'another', 'warga datang lagi');
    expect(alarms()).toHaveLength(1);
    expect(said.filter((words) => words === 'security: read.reason')).toHaveLength(unusual.opened + 1);
    expect(noted[0]).toEqual({
      personId: 'sari',
      action: 'read.reason',
      subject: 'case 0',
      reason: 'warga datang ke loket',
    });
  });
});
