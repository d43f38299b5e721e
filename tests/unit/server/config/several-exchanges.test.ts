import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asterisk, type ConfigFolder, createConfigFolder, production } from '../../../support/config-folder.ts';

let folder: ConfigFolder;
beforeEach(() => {
  folder = createConfigFolder();
});
afterEach(() => folder.remove());

const two = {
  ...asterisk,
  ASTERISK_EXCHANGES: 'selatan',
  ASTERISK_SELATAN_HOST: 'pbx-selatan.example.go.id',
  ASTERISK_SELATAN_AMI_USER: 'sigap',
  ASTERISK_SELATAN_AMI_SECRET: 'wR5kM1xZ9bTq7LcY',
  ASTERISK_SELATAN_REGISTRATION_TOKEN: 'hD3vN8sQf6JpXe2G',
  ASTERISK_SELATAN_AGI_PORT: '4574',
  ASTERISK_SELATAN_PREFIX: '7',
};

describe('the settings of several exchanges', () => {
  it('are those of one, with its name in them', () => {
    const { exchange, unknownSettings } = folder.load({
      ...two,
      ASTERISK_QUEUE: 'darurat',
      ASTERISK_CALL_LOG: '/var/log/kota.csv',
      ASTERISK_SELATAN_CALL_LOG: '/var/log/selatan.csv',
      ASTERISK_SELATAN_CALLS_OUT: 'yes',
      ASTERISK_SELATAN_TYPO: 'x',
    });
    expect(exchange).toMatchObject({
      kind: 'asterisk',
      queue: 'darurat',
      sites: [
        { name: 'asterisk', prefix: '', callLog: '/var/log/kota.csv', dials: false },
        {
          ...{ name: 'selatan', prefix: '7', host: 'pbx-selatan.example.go.id', amiPort: 5038 },
          ...{ callLog: '/var/log/selatan.csv', agi: { host: '127.0.0.1', port: 4574 }, dials: true },
          sipDomain: 'pbx-selatan.example.go.id',
        },
      ],
    });
    expect(unknownSettings).toEqual(['ASTERISK_SELATAN_TYPO']);
  });

  it('give secrets as files too', () => {
    const { ASTERISK_SELATAN_AMI_SECRET: secret, ...rest } = two;
    const file = join(folder.path, 'ami-selatan');
    writeFileSync(file, secret);
    const { exchange } = folder.load({ ...rest, ASTERISK_SELATAN_AMI_SECRET_FILE: file });
    expect(exchange).toMatchObject({ sites: [{}, { amiSecret: secret }] });
  });

  it('name what an exchange cannot do without', () => {
    const faults = folder.faultsOf({ ...asterisk, ASTERISK_EXCHANGES: 'selatan', ASTERISK_SELATAN_AGI_PORT: '4574' });
    expect(faults.map(({ name }) => name).sort()).toEqual([
      'ASTERISK_SELATAN_AMI_SECRET',
      'ASTERISK_SELATAN_AMI_USER',
      'ASTERISK_SELATAN_HOST',
      'ASTERISK_SELATAN_PREFIX',
      'ASTERISK_SELATAN_REGISTRATION_TOKEN',
    ]);
  });

  it.each([
    ['the door of the dialplan', { ASTERISK_SELATAN_AGI_PORT: '4573' }, 'ASTERISK_SELATAN_AGI_PORT'],
    [
      'its token',
      { ASTERISK_SELATAN_REGISTRATION_TOKEN: asterisk.ASTERISK_REGISTRATION_TOKEN },
      'ASTERISK_SELATAN_REGISTRATION_TOKEN',
    ],
    ['AMI', { ASTERISK_SELATAN_HOST: asterisk.ASTERISK_HOST }, 'ASTERISK_SELATAN_AMI_PORT'],
    [
      'the folder of recordings',
      { ASTERISK_RECORDINGS: '/spool', ASTERISK_SELATAN_RECORDINGS: '/spool' },
      'ASTERISK_SELATAN_RECORDINGS',
    ],
    ['no prefix of digits', { ASTERISK_SELATAN_PREFIX: 'x7' }, 'ASTERISK_SELATAN_PREFIX'],
    ['a name that makes another setting', { ASTERISK_EXCHANGES: 'agi' }, 'ASTERISK_EXCHANGES'],
    ['a name twice', { ASTERISK_EXCHANGES: 'selatan,selatan' }, 'ASTERISK_EXCHANGES'],
  ])('are refused where two exchanges share %s', (_, wrong, name) => {
    expect(folder.faultsOf({ ...two, ...wrong }).map((fault) => fault.name)).toEqual([name]);
  });

  it('are refused where one prefix begins the other', () => {
    const timur = Object.fromEntries(
      Object.entries(two).map(([name, value]) => [name.replace('SELATAN', 'TIMUR'), `${value}`]),
    );
    const three = { ...timur, ...two, ASTERISK_EXCHANGES: 'selatan,timur', ASTERISK_TIMUR_HOST: 'pbx-timur' };
    const own = { ASTERISK_TIMUR_AGI_PORT: '4575', ASTERISK_TIMUR_REGISTRATION_TOKEN: 'uC9rB4mTz1WkYn6H' };
    const faults = folder.faultsOf({ ...three, ...own, ASTERISK_TIMUR_PREFIX: '78' });
    expect(faults.map(({ name }) => name)).toEqual(['ASTERISK_TIMUR_PREFIX']);
  });

  it('are held to secrets that nobody guesses in production', () => {
    const faults = folder.faultsOf({ ...production, ...two, ASTERISK_SELATAN_AMI_SECRET: 'rahasia-sekali-1' });
    expect(faults.map(({ name }) => name)).toEqual(['ASTERISK_SELATAN_AMI_SECRET']);
  });
});
