import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { renderAgentEndpoints } from '../../../../telephony/asterisk/agents-file.ts';

const config = join(import.meta.dirname, '../../../../telephony/asterisk/config');

describe('the configuration files', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sigap-config-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const example = readFileSync(join(config, 'site.conf.example'), 'utf8');
  const render = (site: string) => {
    writeFileSync(join(folder, 'site.conf'), site);
    return spawnSync(join(config, 'render.sh'), [join(folder, 'site.conf'), join(folder, 'etc')], { encoding: 'utf8' });
  };
  const filled = example.replace(/^(SIGAP_TOKEN|AMI_SECRET)=$/gm, '$1=abcdefghijklmnop');

  it('are all filled in from the example', () => {
    expect(render(filled).status).toBe(0);
    const files = readdirSync(join(folder, 'etc'), { withFileTypes: true }).flatMap((one) =>
      one.isFile() ? [one.name] : [],
    );
    expect(files).toEqual(
      expect.arrayContaining(['pjsip.conf', 'pjsip_agents.conf', 'extensions.conf', 'manager.conf']),
    );
    for (const file of files) expect(readFileSync(join(folder, 'etc', file), 'utf8')).not.toMatch(/@[A-Z_]+@/);
  });

  it('are not written when a value is missing, and every missing one is named', () => {
    const { status, stderr } = render(example);
    expect(status).toBe(1);
    expect(stderr).toContain('SIGAP_TOKEN');
    expect(stderr).toContain('AMI_SECRET');
    expect(readdirSync(folder)).toEqual(['site.conf']);
  });

  it.each([';evil', 'a b', 'a|b', '$(id)', 'a&b'])('refuse the value %p', (value) => {
    expect(render(filled.replace(/^AMI_SECRET=.*$/m, `AMI_SECRET=${value}`)).status).toBe(1);
  });

  it.each([
    ['TRUNK_ADDRESS', '0.0.0.0/0'],
    ['TRUNK_ADDRESS', '::/0'],
    ['TRUNK_ADDRESS', '0.0.0.0'],
    ['TRUNK_ADDRESS', '10.0.0.0/0'],
    // Where the reverse proxy brings the browsers from.
    ['TRUNK_ADDRESS', '127.0.0.1'],
  ])('refuse to take everybody for the operator: %s=%s', (key, value) => {
    const { status, stderr } = render(filled.replace(new RegExp(`^${key}=.*$`, 'm'), `${key}=${value}`));
    expect(status).toBe(1);
    expect(stderr).toContain(key);
  });

  const calling = filled
    .replace(/^TRUNK_OUT=no$/m, 'TRUNK_OUT=192.0.2.10:5060')
    .replace('OFFICE_NUMBER=no', 'OFFICE_NUMBER=0311234567');
  const rendered = (file: string) => readFileSync(join(folder, 'etc', file), 'utf8');
  const rights = () => /^write=(.*)$/m.exec(rendered('manager.conf'))?.[1]?.split(',');

  it('give the AMI user no right to run or reconfigure anything, nor to have a telephone rung where nobody is called and nobody listens', () => {
    expect(render(filled).status).toBe(0);
    expect(rights()).toEqual(['call', 'agent', 'reporting']);
    expect(render(filled.replace(/^(TRUNK_OUT|OFFICE_NUMBER|LISTENING)=.*\n/gm, '')).status).toBe(0);
    expect(rights()).toEqual(['call', 'agent', 'reporting']);
    expect(render(calling).status).toBe(0);
    expect(rights()).toEqual(['call', 'agent', 'reporting', 'originate']);
    expect(render(filled.replace(/^LISTENING=no$/m, 'LISTENING=yes')).status).toBe(0);
    expect(rights()).toEqual(['call', 'agent', 'reporting', 'originate']);
  });

  it('let nobody listen but where the office has opened it', () => {
    const opened = () => [
      /^SIGAP_LISTENING=(.*)$/m.exec(rendered('extensions.conf'))?.[1],
      rendered('extensions_listen.conf'),
    ];
    expect(render(filled).status).toBe(0);
    expect(opened()).toEqual(['no', expect.stringContaining('"no" != "yes"')]);
    expect(render(filled.replace(/^LISTENING=no$/m, 'LISTENING=yes')).status).toBe(0);
    expect(opened()).toEqual(['yes', expect.stringContaining('"yes" != "yes"')]);
  });

  it('dial out from one context, through the trunk, as the office, and nowhere else', () => {
    expect(render(calling).status).toBe(0);
    const contexts = readdirSync(join(folder, 'etc'))
      .filter((file) => file.startsWith('extensions'))
      .flatMap((file) => rendered(file).split(/^(?=\[)/m));
    const dialling = contexts.filter((text) => /^[^;\n]*PJSIP\/trunk/m.test(text));
    expect(dialling.map((text) => /^\[([^\]]+)\]/.exec(text)?.[1])).toEqual(['sigap-out']);
    expect(dialling[0]).toContain('Set(OUT=192.0.2.10:5060)');
    expect(dialling[0]).toContain('Set(OFFICE=0311234567)');
    // Nothing leads there but the server's own command.
    expect(contexts.join('').match(/sigap-out(?!-allowed)\b(?!\])/g) ?? []).toEqual([]);
  });

  it.each<[number: string, called: boolean]>([
    ['6281234567890', true],
    ['628123456789', true],
    ['62315312144', true],
    ['6224692110', true],
    ['112', false],
    ['62112', false],
    ['628091234567', false],
    ['6208001234567', false],
    ['14045', false],
    ['621500664', false],
    ['6591234567', false],
    ['12025550123', false],
  ])('let %s be called: %s', (number, called) => {
    const text = readFileSync(join(config, 'extensions_out.conf'), 'utf8');
    const [, allowed = ''] = /^\[sigap-out-allowed\]\n([\s\S]*?)^\[/m.exec(text) ?? [];
    const patterns = [...allowed.matchAll(/^exten => _(\S+?),1,/gm)].map(([, pattern = '']) =>
      RegExp(`^${pattern.replaceAll('X', '\\d').replace(/\.$/, '\\d+')}$`),
    );
    expect(patterns.length).toBeGreaterThan(0);
    expect(patterns.some((pattern) => pattern.test(number))).toBe(called);
  });
});

describe('the agents file', () => {
  const agent = { extension: '101', name: 'Ayu', secret: 'secret-101', webrtc: true };

  it('has three sections for each agent', () => {
    const text = renderAgentEndpoints([agent, { ...agent, extension: '102', webrtc: false }]);
    expect(text.match(/^\[.*$/gm)).toEqual([
      '[101](agent-webrtc)',
      '[101](agent-auth)',
      '[101](agent-aor)',
      '[102](agent-desk)',
      '[102](agent-auth)',
      '[102](agent-aor)',
    ]);
  });

  it('keeps a name from becoming configuration', () => {
    const text = renderAgentEndpoints([{ ...agent, name: 'Ayu" <1>\n[trunk]\r\ntype=x;' }]);
    expect(text).toContain('callerid="Ayu 1trunktypex" <101>');
    expect(text.match(/^\[/gm)).toHaveLength(3);
  });

  it.each([
    { extension: '1' },
    { extension: '10a' },
    { extension: '101\n' },
    { secret: 'short' },
    { secret: 'a;comment-in-it' },
    { secret: 'line\nend-in-it' },
  ])('refuses %p', (wrong) => {
    expect(() => renderAgentEndpoints([{ ...agent, ...wrong }])).toThrow();
  });

  it('refuses an extension that comes twice', () => {
    expect(() => renderAgentEndpoints([agent, agent])).toThrow('twice');
  });
});
