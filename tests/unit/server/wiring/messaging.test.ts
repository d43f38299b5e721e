import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError, loadConfig } from '../../../../server/config.ts';
import type { Service } from '../../../../server/domain/service/service.ts';
import { FileFault } from '../../../../server/domain/shared/file-fault.ts';
import { createMessaging } from '../../../../server/wiring/messaging.ts';
import { readTemplates } from '../../../../server/wiring/templates.ts';

const away = async () => ({ ok: false, why: 'away' }) as const;
/** Nothing is started here, so that nothing is read. */
const mail = {
  reader: { mail: away, files: away },
  cursors: { read: async () => null, write: async () => {} },
};
const account = `AC${'0'.repeat(32)}`;
const token = '0123456789abcdef0123456789abcdef';
const base = {
  SIGAP_SECRET_KEY: Buffer.from(Array.from({ length: 32 }, (_, index) => index * 7)).toString('base64'),
  SESSION_SECRET: 'rahasia-sesi-untuk-pengujian-saja',
};
const asterisk = {
  ...base,
  ASTERISK_HOST: '127.0.0.1',
  ASTERISK_AMI_USER: 'sigap',
  ASTERISK_AMI_SECRET: 'sandi-ami-pengujian',
  ASTERISK_REGISTRATION_TOKEN: 'tanda-dialplan-uji',
};

const service = (
  id: string,
  channel: Service['channel'],
  gateway: string | null,
  addresses: string[] = [],
): Service => ({
  id,
  name: { id, en: id },
  channel,
  addresses,
  sopId: 'semarang',
  hours: 'office',
  catalogue: 'civil-registry',
  gateway,
  answersBy: null,
  basis: null,
  spoken: false,
});
const services = [
  service('hotline', 'phone', null),
  service('sms', 'sms', 'sms', ['+628111631500']),
  service('whatsapp', 'whatsapp', 'whatsapp', ['+6281100000001']),
  service('facebook', 'facebook', 'pages'),
  service('website', 'website', 'pages'),
];

function wired(env: Record<string, string>, of = services) {
  const warnings: string[] = [];
  const quiet = () => {};
  const log = {
    info: quiet,
    error: quiet,
    warn: (facts: object) => warnings.push(String((facts as { gateway?: string }).gateway)),
  };
  const { gateways, routers } = createMessaging(loadConfig(env), of, { now: () => 0 }, log, mail);
  const carried = gateways.all.map(({ name, channels, perSecond }) => [name, channels, perSecond]);
  return { carried, paths: routers.map(([path]) => path), warnings, gateways };
}

describe('the gateways that services.yaml names', () => {
  it('have citizens of the simulator behind them where nothing is configured and the exchange is simulated', () => {
    const { carried, paths, warnings } = wired(base);
    expect(carried.map(([name, channels]) => [name, channels])).toEqual([
      ['sms', ['sms']],
      ['whatsapp', ['whatsapp']],
      ['pages', ['facebook', 'website']],
    ]);
    expect([paths, warnings]).toEqual([[], []]);
  });

  it('stay away with a warning where nothing is configured and the exchange is real', () => {
    expect(wired(asterisk)).toMatchObject({ carried: [], warnings: ['sms', 'whatsapp', 'pages'] });
  });

  it('are each what is configured for it: modems, a bridge, Twilio', () => {
    const { carried, paths, warnings, gateways } = wired({
      ...asterisk,
      GAMMU_DATABASE_URL: 'postgres://smsd@127.0.0.1:1/smsd',
      HTTP_GATEWAY_URL: 'https://jembatan.example.go.id',
      HTTP_GATEWAY_SECRET: 'rahasia-jembatan-uji',
      TWILIO_ACCOUNT_SID: account,
      TWILIO_AUTH_TOKEN: token,
      PUBLIC_URL: 'https://sigap.example.go.id/hotline',
    });
    expect(carried).toEqual([
      ['sms', ['sms'], 2],
      ['whatsapp', ['whatsapp'], 80],
      ['pages', ['facebook', 'website'], 10],
    ]);
    expect(paths).toEqual(['/telephony/messages/whatsapp', '/telephony/messages/pages']);
    expect(warnings).toEqual([]);
    expect(gateways.gatewayFor('sms')).toMatchObject({ from: '+628111631500', gateway: { name: 'sms' } });
    expect(gateways.gatewayFor('twitter')).toBeNull();
  });

  it('need a number of their own at Twilio', () => {
    const env = { ...asterisk, TWILIO_ACCOUNT_SID: account, TWILIO_AUTH_TOKEN: token, PUBLIC_URL: 'https://a.go.id' };
    const { carried, warnings } = wired(env, [service('sms', 'sms', 'sms')]);
    expect(carried).toEqual([]);
    expect(warnings).toContain('sms');
  });
});

describe('without its token or secret', () => {
  const faultsOf = (env: Record<string, string>) => {
    try {
      loadConfig({ ...asterisk, ...env });
      return [];
    } catch (error) {
      return error instanceof ConfigError ? error.faults.map(({ name }) => name) : [String(error)];
    }
  };
  it.each([
    [{ TWILIO_ACCOUNT_SID: account }, ['TWILIO_AUTH_TOKEN', 'PUBLIC_URL']],
    [{ TWILIO_ACCOUNT_SID: account, TWILIO_AUTH_TOKEN: '  ' }, ['TWILIO_AUTH_TOKEN', 'PUBLIC_URL']],
    [{ TWILIO_AUTH_TOKEN: token, PUBLIC_URL: 'https://a.go.id' }, ['TWILIO_ACCOUNT_SID']],
    [{ HTTP_GATEWAY_URL: 'https://a.go.id' }, ['HTTP_GATEWAY_SECRET']],
    [{ HTTP_GATEWAY_SECRET: 'rahasia-jembatan-uji' }, ['HTTP_GATEWAY_URL']],
  ])('nothing starts: %j', (env, names) => {
    expect(faultsOf(env as Record<string, string>)).toEqual(names);
  });
});

describe('templates.yaml', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sigap-templates-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const read = (text: string) => {
    writeFileSync(join(folder, 'templates.yaml'), text);
    return readTemplates(folder);
  };

  it('may be missing, and says what the provider approved', () => {
    expect(readTemplates(join(folder, 'tidak-ada'))).toEqual([]);
    const [template] = read('templates:\n  - { id: HX1, name: { id: Kabar, en: News }, text: "Tiket {{1}}" }\n');
    expect(template).toEqual({
      id: 'HX1',
      channel: 'whatsapp',
      name: { id: 'Kabar', en: 'News' },
      text: 'Tiket {{1}}',
    });
  });

  it('with a fault names its line', () => {
    const faulty = () => read('templates:\n  - id: HX1\n    name: { id: Kabar, en: News }\n    text: ""\n');
    expect(faulty).toThrow(FileFault);
    expect(faulty).toThrow(/templates\.yaml:4/);
  });
});
