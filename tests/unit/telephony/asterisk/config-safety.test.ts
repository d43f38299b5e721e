import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderAgentEndpoints } from '../../../../telephony/asterisk/agents-file.ts';
import { asteriskSections, last } from '../../../support/asterisk-config.ts';

const file = (name: string) =>
  readFileSync(join(import.meta.dirname, '../../../../telephony/asterisk/config', name), 'utf8');

/** The configuration as an office installs it, with a telephone of each kind and both trunks. */
const agents = renderAgentEndpoints([
  { extension: '101', name: 'Ayu', secret: 'secret-101', webrtc: true },
  { extension: '201', name: 'Bima', secret: 'secret-201', webrtc: false },
]);
const sip = asteriskSections(file('pjsip.conf'), agents, file('pjsip_trunk_twilio.conf.example'));
const ofType = (type: string) => sip.filter((section) => last(section, 'type') === type);
const endpoints = ofType('endpoint');
const trunks = ofType('identify').map((section) => last(section, 'endpoint'));
const modules = (asteriskSections(file('modules.conf'))[0]?.values.get('load') ?? []).map((name) =>
  name.replace(/\.so$/, ''),
);

describe('who can be whom', () => {
  it('is asked of real sections', () => {
    expect(endpoints.map(({ name }) => name).sort()).toEqual(['101', '201', 'trunk', 'trunk-twilio']);
    expect(trunks.sort()).toEqual(['trunk', 'trunk-twilio']);
  });

  it.each(endpoints.map((section) => [section.name, section] as const))(
    '%s is known in one way only',
    (name, section) => {
      if (trunks.includes(name)) {
        expect(last(section, 'identify_by')).toBe('ip');
        expect(last(section, 'context')).toBe('hotline');
      } else {
        expect(last(section, 'identify_by')).toBe('username');
        expect(last(section, 'context')).not.toBe('hotline');
        const auth = ofType('auth').find((candidate) => candidate.name === last(section, 'auth'));
        expect(auth && (last(auth, 'password') ?? '').length).toBeGreaterThanOrEqual(8);
      }
    },
  );

  it('is decided by address, then by name, and nobody is anonymous', () => {
    expect(ofType('global').map((section) => last(section, 'endpoint_identifier_order'))).toEqual(['ip,username']);
    expect(sip.map(({ name }) => name)).not.toContain('anonymous');
    expect(modules.filter((name) => name.includes('identifier')).sort()).toEqual([
      'res_pjsip_endpoint_identifier_ip',
      'res_pjsip_endpoint_identifier_user',
    ]);
  });

  it('does not let a trunk be everybody', () => {
    for (const identify of ofType('identify')) {
      for (const match of identify.values.get('match') ?? []) expect(match).not.toMatch(/\/[0-9]$|^0\.0\.0\.0|^::$/);
      expect([...identify.values.keys()].sort()).toEqual(['endpoint', 'match', 'type']);
    }
  });

  it('lets no telephone and no caller transfer', () => {
    expect(endpoints.map((section) => last(section, 'allow_transfer'))).toEqual(endpoints.map(() => 'no'));
  });
});

describe('a caller who is dead', () => {
  it.each(['trunk', 'trunk-twilio'])(
    'holds no place for ever: %s asks every few minutes, whatever it offers',
    (name) => {
      const trunk = endpoints.find((section) => section.name === name);
      expect(trunk && last(trunk, 'timers')).toBe('always');
      expect(Number(trunk && last(trunk, 'timers_sess_expires'))).toBeLessThanOrEqual(300);
      // Whoever is silent is not dead.
      expect(trunk && last(trunk, 'rtp_timeout')).toBeUndefined();
    },
  );
});

describe('handing callers on', () => {
  const dialplan = file('extensions_transfer.conf');
  const ofCallers = file('extensions.conf');
  const contexts = [...dialplan.matchAll(/^\[([\w-]+)\]$/gm)].map(([, name]) => name);

  it('is led to by the server alone: no way of a trunk or a telephone goes there', () => {
    expect(contexts).toEqual(expect.arrayContaining(['sigap-phone', 'sigap-outside', 'sigap-held', 'sigap-consult']));
    const ways = ofCallers.match(/(Goto(If)?|Gosub(If)?|include)\b[^\n]*/g) ?? [];
    expect(ways.length).toBeGreaterThan(5);
    for (const context of contexts) expect(ways.filter((way) => way.includes(`${context}`))).toEqual([]);
    for (const endpoint of endpoints) expect(contexts).not.toContain(last(endpoint, 'context'));
  });

  it('needs no key of a telephone: neither queue nor dial lets one transfer', () => {
    expect(`${ofCallers}${dialplan}`.match(/Queue\(hotline[^)]*\)/g)).toEqual(['Queue(hotline)', 'Queue(hotline)']);
    const options = [...dialplan.matchAll(/Dial\(\$\{SIGAP_DIAL\},20,(.*)\)$/gm)].map(([, text = '']) => text);
    expect(options).toHaveLength(2);
    // Options without what is in their brackets.
    for (const text of options) expect(text.replace(/\((?:[^()]|\([^()]*\))*\)/g, '')).toMatch(/^[mobUgF]+$/);
  });

  it('leads outside to what the office has listed, and to nothing where it has not', () => {
    const [, outside = ''] = /\[sigap-outside\]\n([\s\S]*?)\n\[/.exec(dialplan) ?? [];
    expect(outside).toContain('#tryinclude extensions_outside.conf');
    expect(outside.replace(/^;.*$/gm, '')).not.toContain('@');
    expect(dialplan.match(/PJSIP\/[^)]*/g)).toEqual([`PJSIP/$\{FILTER(0-9,$\{EXTEN}`]);
  });

  it('ends nowhere: what is not answered goes on to the queue or back to the agent', () => {
    for (const name of ['sigap-blind', 'sigap-held']) {
      const [, body = ''] = new RegExp(`\\[${name}\\]\\n([\\s\\S]*?)\\n\\[`).exec(dialplan) ?? [];
      expect(body).toContain('Goto(sigap-back,s,1)');
    }
  });
});

describe('what is written down of callers', () => {
  const logs = ['queue_log', 'messages.log', 'security.log', 'cel-custom/sigap.csv'];

  it('is in files alone: no database stands in the way of a ring', () => {
    expect(modules.filter((name) => /^(cel|cdr)_/.test(name))).toEqual(['cel_custom']);
    const [general] = asteriskSections(file('logger.conf'));
    expect(general && [last(general, 'queue_log'), last(general, 'queue_log_to_file')]).toEqual(['yes', 'yes']);
    expect(modules.indexOf('res_cdrel_custom')).toBeLessThan(modules.indexOf('cel_custom'));
  });

  it('is read by nobody but the group of Asterisk, now and after each rotation', () => {
    expect(file('host/umask.conf')).toMatch(/^UMask=0027$/m);
    const rotated = file('host/logrotate');
    for (const log of logs) expect(rotated).toContain(`/var/log/asterisk/${log}`);
    const made = rotated.match(/^\s*create .*$/gm)?.map((one) => one.trim());
    expect(made).toEqual(Array(2).fill('create 0640 asterisk asterisk'));
  });

  it('has the columns that we read, in their order', () => {
    const mapping = /^sigap\.csv => (.*)$/m.exec(file('cel_custom.conf'))?.[1];
    const columns = ['eventtype', 'eventtime', 'CHANNEL(linkedid)', 'CHANNEL(uniqueid)', 'CHANNEL(channame)'];
    const more = [
      'CHANNEL(context)',
      'CHANNEL(exten)',
      'CALLERID(num)',
      'CHANNEL(appdata)',
      'userdeftype',
      'eventextra',
    ];
    expect(mapping).toBe([...columns, ...more].map((one) => `\${CSV_QUOTE(\${${one}})}`).join(','));
  });
});

describe('before the queue', () => {
  it('nothing is spoken but the number: no telephone rings meanwhile', () => {
    const [, way = ''] = /^\[caller\]\n([\s\S]*?)Queue\(hotline/m.exec(file('extensions.conf')) ?? [];
    expect(way.match(/Playback\([^)]*\)/g)).toEqual([`Playback(sigap/nomor-tiket&$\{SIGAP_SPEECH})`]);
  });
});
