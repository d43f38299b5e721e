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
    const files = readdirSync(join(folder, 'etc'));
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

  it('give the AMI user no right to run, originate or reconfigure anything', () => {
    const write = /^write=(.*)$/m.exec(readFileSync(join(config, 'manager.conf'), 'utf8'))?.[1]?.split(',');
    expect(write).toEqual(['call', 'agent', 'reporting']);
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
