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
