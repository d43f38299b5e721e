import { access } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type AmiConnection, openConnection } from '../../telephony/asterisk/connection.ts';
import { type Lab, startLab } from './lab/lab.ts';
import { until } from './lab/processes.ts';

/** Where Asterisk may write, as it sees it. */
const mark = '/lab/var/mark-of-a-thief';
const touch = `touch ${mark}`;

/**
 * What whoever has the AMI user's secret can do besides what the server asks for, with the widest rights that
 * `render.sh` gives it: telephones of citizens and listening supervisors are rung.
 */
describe('the AMI user', () => {
  let lab: Lab;
  let link: AmiConnection;
  beforeAll(async () => {
    lab = await startLab();
    let loggedIn = false;
    const { host, directPort: port, username, secret } = lab.settings;
    link = openConnection({
      ...{ host, port, username, secret, actionTimeoutMs: 20_000, maxPacketChars: 1_000_000 },
      loggedIn: () => {
        loggedIn = true;
      },
      ...{ event() {}, heard() {}, anomaly() {}, closed() {} },
    });
    await until('the log-in', () => loggedIn);
  });
  afterAll(async () => {
    link?.close('the test is over');
    await lab?.stop();
  });

  const marked = () =>
    access(join(dirname(lab.asterisk.recordings), 'mark-of-a-thief')).then(
      () => true,
      () => false,
    );
  const read = async (variable: string) => {
    const answer = await link.action('Getvar', { variable });
    return answer.ok ? (answer.reply.value ?? '') : null;
  };

  it('may ask for variables: the measure itself', async () => {
    // What is refused below is there.
    expect(await lab.asterisk.cli('module show like res_agi')).toContain('Running');
    expect(await read('SIGAP_LISTENING')).toBe('yes');
    expect(await read('LEN(abcd)')).toBe('4');
  });

  it.each([
    'SHELL(cat /lab/etc/manager.conf)',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Asterisk's own
    'EVAL(${SHELL(cat /lab/etc/manager.conf)})',
    'FILE(/lab/etc/manager.conf)',
    'FILE(/lab/etc/manager.conf,0,400)',
    'AST_CONFIG(manager.conf,sigap,secret)',
    'STAT(e,/lab/etc/manager.conf)',
    'ENV(PATH)',
    'ODBC_SQL(SELECT 1)',
    'REALTIME(sippeers,name,101)',
    'AST_SORCERY(res_pjsip,auth,auth101,password)',
    'PJSIP_ENDPOINT(101,auth)',
    'CURL(file:///lab/etc/manager.conf)',
    'CURL(http://127.0.0.1:8088/)',
    'SIGAP_TOKEN',
  ])('reads nothing by %s', async (variable) => {
    expect((await read(variable)) ?? '').toBe('');
  });

  it('sees the dialplan and the token in it, as README.md and SECURITY.md say', async () => {
    const answer = await link.action('ShowDialPlan', { context: 'sigap-ask' }, true);
    expect(JSON.stringify(answer)).toContain(lab.settings.token);
  });

  it.each<[string, Record<string, string>]>([
    ['Command', { command: `!${touch}` }],
    ['Command', { command: 'manager show users' }],
    ['GetConfig', { filename: 'manager.conf' }],
    ['GetConfigJSON', { filename: 'pjsip_agents.conf' }],
    ['ListCategories', { filename: 'manager.conf' }],
    ['UpdateConfig', { srcfilename: 'manager.conf', dstfilename: 'manager.conf', 'action-000000': 'NewCat' }],
    ['CreateConfig', { filename: 'new.conf' }],
    ['ModuleLoad', { module: 'func_shell.so', loadtype: 'load' }],
    ['Reload', {}],
    ['CoreRestart', {}],
    ['DialplanExtensionAdd', { context: 'hotline', extension: '9', priority: '1', application: 'System' }],
    ['AGI', { channel: 'x', command: `EXEC System ${touch}` }],
    ['MixMonitor', { channel: 'x', file: mark, command: touch }],
    ['Originate', { channel: 'Local/s@hotline', application: 'System', data: touch }],
    ['Originate', { channel: 'Local/s@hotline', application: 'TrySystem', data: touch }],
    ['Originate', { channel: 'Local/s@hotline', application: 'ExecIf', data: `1?System(${touch})` }],
    ['Originate', { channel: 'Local/s@hotline', application: 'AGI', data: '/bin/sh' }],
    ['Originate', { channel: 'Local/s@hotline', application: 'EAGI', data: '/bin/sh' }],
    ['Originate', { channel: 'Local/s@hotline', application: 'ExecIf', data: '1?AGI(/bin/sh)' }],
    ['Originate', { channel: 'Local/s@hotline', application: 'MixMonitor', data: `x.wav,,${touch}` }],
    ['Originate', { channel: 'Local/s@hotline', application: 'NoOp', data: `\${SHELL(${touch})}` }],
  ])('is refused %s %o', async (action, fields) => {
    const answer = await link.action(action, fields);
    expect(answer).toMatchObject({ ok: false, kind: 'rejected' });
    // Not only for want of what was named.
    expect(answer.ok || answer.reason).toMatch(/permission|forbidden|privilege|rejected|invalid\/unknown command/i);
    expect(await marked()).toBe(false);
  });

  it.each([
    [`SHELL(${touch})`, 'x'],
    [`FILE(${mark})`, 'x'],
    ['CURL(file:///lab/etc/manager.conf)', mark],
    [`CURL(file://${mark})`, 'x'],
  ])('writes nothing by %s', async (variable, value) => {
    await link.action('Setvar', { variable, value });
    expect(await marked()).toBe(false);
  });
});
