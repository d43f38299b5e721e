import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseHolidays } from '../../../../server/domain/calendar/holiday-table.ts';
import { type Compiled, compile } from '../../../support/compiled.ts';

const calendars = resolve(import.meta.dirname, '../../../../server/calendars');
const sops = resolve(import.meta.dirname, '../../../../server/sops');

const decree = `tanggal;jenis;nama
1 Januari 2027;libur nasional;Tahun Baru
1 Mei 2027;libur nasional;Hari Buruh
1 Juni 2027;libur nasional;Hari Lahir Pancasila
17 Agustus 2027;libur nasional;Proklamasi Kemerdekaan
24 Desember 2027;cuti bersama;"Natal; sehari sebelumnya"
25 Desember 2027;libur nasional;Natal
`;

describe('the command', () => {
  let compiled: Compiled;
  let folder: string;
  beforeAll(() => {
    compiled = compile('server/cli/calendar.ts', 'server/cli/sop.ts');
    // Without the tables of later years, which this office has yet to take in.
    const there = join(compiled.folder, 'server/calendars');
    const later = readdirSync(there).filter((name) => /^holidays-(?!2026)/.test(name));
    for (const name of later) rmSync(join(there, name));
  }, 120_000);
  afterAll(() => compiled.remove());
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sigap-calendar-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const command = (name: 'calendar' | 'sop', args: string[], env: Record<string, string> = {}) => {
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      [join(compiled.folder, `server/cli/${name}.js`), ...args],
      { encoding: 'utf8', cwd: folder, env: { PATH: process.env.PATH, SIGAP_DATA_DIR: folder, ...env } },
    );
    return { stdout, stderr, status };
  };
  const run = (...args: string[]) => command('calendar', args);
  const write = (text: string) => {
    writeFileSync(join(folder, 'skb.csv'), text);
    return join(folder, 'skb.csv');
  };
  const own = (name: string) => join(folder, 'calendars', name);

  it('takes a table of holidays in, says what is new, and counts by it from then on', () => {
    const due = () => run('due', 'office', '2027-12-23 10:00', '1 workday', '--en').stdout;
    expect(due()).toMatch(
      /^due 24 Dec .* provisional: holidays of 2027 not known yet, only the fixed ones are counted\n$/,
    );
    const { stdout, stderr, status } = run('import', write(decree), '--year=2027');
    expect([stderr, status]).toEqual(['', 0]);
    expect(stdout.split('\n')).toEqual([
      'skb.csv: 2027: 5 libur nasional, 1 cuti bersama',
      '+ 2027-01-01 Jumat, libur nasional: Tahun Baru',
      '+ 2027-05-01 Sabtu, libur nasional: Hari Buruh',
      '+ 2027-06-01 Selasa, libur nasional: Hari Lahir Pancasila',
      '+ 2027-08-17 Selasa, libur nasional: Proklamasi Kemerdekaan',
      '+ 2027-12-24 Jumat, cuti bersama: Natal; sehari sebelumnya',
      '+ 2027-12-25 Sabtu, libur nasional: Natal',
      `ditulis ke ${own('holidays-2027.csv')}; berlaku saat server dinyalakan ulang`,
      '',
    ]);
    const written = readFileSync(own('holidays-2027.csv'), 'utf8');
    expect(parseHolidays(written, 'x').table).toEqual(parseHolidays(decree, 'x').table);
    expect(due()).toMatch(/^due 27 Dec .* joint leave Natal; sehari sebelumnya \(24 Dec\), [^;]*\n$/);
  });

  it('says when something is due as `sop` does: by the office’s own calendars, in its zone', () => {
    mkdirSync(join(folder, 'calendars'));
    const loket =
      'id: loket\nof: service\ntitle: { id: L, en: L }\nsource: x\nclosed_on: [local]\nhours:\n  daily: { open: 09:00-10:00 }\n';
    writeFileSync(own('loket.yaml'), loket);
    writeFileSync(own('local-holidays-2026.csv'), 'tanggal,jenis,nama\n2026-11-24,libur lokal,Hari Jadi Kota\n');
    const asked = ['due', 'loket', '2026-11-23 09:30', '45 min', '--en'];
    const said = (['calendar', 'sop'] as const).map((name) =>
      command(name, asked, { SIGAP_TIME_ZONE: 'Asia/Makassar' }),
    );
    expect(said).toEqual(
      Array(2).fill({
        stdout: expect.stringMatching(/^due 25 Nov 09\.15 WITA: .*Hari Jadi Kota/),
        stderr: '',
        status: 0,
      }),
    );
    expect(command('sop', ['due', 'elsewhere', '2026-11-23 09:30', '45 min'])).toMatchObject({ stdout: '', status: 1 });
  });

  it('asked by either for less or more than a moment and an amount, says how it is used', () => {
    for (const name of ['calendar', 'sop'] as const)
      expect(command(name, ['due', 'office', '2026-11-23 09:30'])).toMatchObject({ stdout: '', status: 2 });
    const split = command('sop', ['due', 'office', '2026-11-23 09:30', '2', 'workdays']);
    expect(split).toMatchObject({ status: 2, stderr: expect.stringMatching(/^Pemakaian/) });
  });

  it('plays scripts by the office’s own calendars and procedures, on its wall', () => {
    mkdirSync(join(folder, 'calendars'));
    mkdirSync(join(folder, 'sops'));
    writeFileSync(
      own('office.yaml'),
      'id: office\nof: office\ntitle: { id: L, en: L }\nsource: x\nclosed_on: [local]\nhours:\n  daily: { open: 09:00-10:00 }\n',
    );
    const online = readFileSync(join(sops, 'online.yaml'), 'utf8');
    writeFileSync(join(folder, 'sops/online.yaml'), online.replace('budget: 5 min', 'budget: 7 min'));
    const script = join(folder, 'script.txt');
    writeFileSync(script, 'sop online\n2026-11-23 09:58 report.received website\n2026-11-24 09:06 server.away\n');
    const played = (env: Record<string, string> = {}) =>
      command('sop', ['simulate', join(sops, 'semarang.yaml'), script], env);
    expect(played()).toMatchObject({ stderr: '', status: 0 });
    // Two of the seven minutes on the day it came in.
    expect(played().stdout).toContain('breach read, due Tue 2026-11-24 09:05');
    // The wall is another one: the calendar's hours go with it.
    expect(played({ SIGAP_TIME_ZONE: 'Asia/Jayapura' }).stdout).toBe(played().stdout);
    rmSync(join(folder, 'sops'), { recursive: true });
    expect(played().stdout).toContain('breach read, due Tue 2026-11-24 09:03');
  });

  it('puts an office’s own days beside the nation’s', () => {
    const text = 'tanggal,jenis,nama\n2027-05-31,libur lokal,Hari Jadi Kota\n';
    expect(run('import', write(text)).status).toBe(0);
    expect(existsSync(own('local-holidays-2027.csv'))).toBe(true);
  });

  it('replaces what is known only when asked to, and shows the difference before', () => {
    run('import', write(decree));
    const revised = decree.replace('1 Juni 2027;libur nasional', '2 Juni 2027;libur nasional');
    const before = readFileSync(own('holidays-2027.csv'), 'utf8');
    const refused = run('import', write(revised), '--en');
    expect(refused.status).toBe(1);
    expect(refused.stdout.split('\n').slice(1)).toEqual([
      '! skb.csv: 2027-06-01 is a national holiday every year and is not here: check that the file is complete',
      '- 2027-06-01 Selasa, libur nasional: Hari Lahir Pancasila',
      '+ 2027-06-02 Rabu, libur nasional: Hari Lahir Pancasila',
      'holidays-2027.csv is known and says otherwise: nothing was written. Add --replace if the changes above are right',
      '',
    ]);
    expect(readFileSync(own('holidays-2027.csv'), 'utf8')).toBe(before);
    expect(run('import', write(revised), '--replace').status).toBe(0);
    expect(readFileSync(own('holidays-2027.csv'), 'utf8')).toContain('Rabu,2027-06-02');
  });

  it('takes the shipped table for one that is known', () => {
    const shipped = join(calendars, 'holidays-2026.csv');
    const { stdout, status } = run('import', shipped);
    expect(status).toBe(0);
    expect(stdout).toContain('holidays-2026.csv sudah sama: tidak ada yang ditulis');
    expect(existsSync(own('holidays-2026.csv'))).toBe(false);
    expect(run('import', write('tanggal,jenis,nama\n2026-01-01,libur nasional,x\n')).status).toBe(1);
  });

  it('names file, line and remedy of every fault, in both languages, and writes nothing', () => {
    const { stderr, status } = run('import', write(decree.replace('1 Mei 2027', '31 Juni 2027')));
    expect(status).toBe(1);
    expect(stderr).toMatch(/skb\.csv:3\n {4}"31 Juni 2027" bukan tanggal: .*\n {4}"31 Juni 2027" is no date: /);
    expect(run('import', write(decree), '--year=2028').stderr).toContain('it is of 2027, not 2028');
    expect(existsSync(own('holidays-2027.csv'))).toBe(false);
  });

  it('tells which tables there are and what is not known yet', () => {
    const { stdout } = run('check', '--en');
    expect(stdout).toContain('holidays-2026.csv: 17 libur nasional, 8 cuti bersama\n');
    const next = new Date().getUTCFullYear() + 1;
    expect(stdout).toMatch(new RegExp(`! The table of holidays of ${next} is missing`));
    expect(run('check').stdout).toMatch(new RegExp(`! Daftar hari libur ${next} belum ada`));
  });

  it.each([[[]], [['import']], [['import', 'x.csv', '--year=27']], [['check', 'more']], [['draw', 'x']], [['--far']]])(
    'asked for %j says how it is used',
    (args) => {
      const { stderr, status } = run(...args);
      expect(status).toBe(2);
      expect(stderr).toMatch(/Pemakaian \/ usage:/);
    },
  );

  it('says so when the file is not there', () => {
    const { stderr, status } = run('import', join(folder, 'nowhere.csv'));
    expect(status).toBe(1);
    expect(stderr).toContain('nowhere.csv');
  });
});
