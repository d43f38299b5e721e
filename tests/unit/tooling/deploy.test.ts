import { readFileSync } from 'node:fs';
import type { Setting } from '../../../server/config/setting.ts';
import { settings } from '../../../server/config/settings.ts';

const known = settings as Readonly<Record<string, Setting>>;
const read = (path: string) => readFileSync(`deploy/${path}`, 'utf8');

/** A setting, or a secret's `NAME_FILE`. */
const isSetting = (name: string) => name in known || known[name.replace(/_FILE$/, '')]?.secret === true;

describe('the unit of systemd', () => {
  const unit = read('systemd/sigap.service');
  const set = [...unit.matchAll(/^Environment=(.*)$/gm)].flatMap(([, line = '']) => line.split(' '));

  it('sets what the server knows, and every secret by a file that it loads', () => {
    expect(set.map((one) => one.split('=')[0] ?? '').filter((name) => !isSetting(name))).toEqual([]);
    const secrets = set.filter((one) => known[one.split('=')[0]?.replace(/_FILE$/, '') ?? '']?.secret);
    expect(secrets.length).toBeGreaterThan(2);
    for (const secret of secrets) {
      const [, credential = ''] = /^\w+_FILE=%d\/(.+)$/.exec(secret) ?? [];
      expect(unit).toMatch(new RegExp(`^LoadCredential=${credential}:/etc/sigap/`, 'm'));
    }
  });

  it('starts the server as `npm start` does, without building', () => {
    const start = /become\('main\.js', \[(.*)\]\)/
      .exec(readFileSync('bin/sigap.mjs', 'utf8'))?.[1]
      ?.replaceAll("'", '');
    expect(unit).toContain(`ExecStart=/usr/bin/node ${start} --enable-source-maps dist/server/main.js\n`);
  });
});
