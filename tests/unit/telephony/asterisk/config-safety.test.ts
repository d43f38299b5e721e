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

describe('what the dialplan asks of the server', () => {
  const dialplan = ['extensions.conf', 'extensions_menu.conf', 'extensions_out.conf', 'extensions_transfer.conf']
    .concat(
      'extensions_listen.conf',
      'extensions_recording.conf',
      'extensions_voicemail.conf',
      'extensions_survey.conf',
    )
    .map(file)
    .join('\n');

  it('goes to one address of the site, which no variable changes, and runs no program', () => {
    const asked = dialplan.match(/\b(E|Dead|Async)?AGI\([^,]*/gi) ?? [];
    expect(asked).toEqual([`AGI(agi://@SIGAP_AGI@/$\{ARG1}`]);
    expect(dialplan).not.toMatch(/^SIGAP_(AGI|TOKEN)=/m);
  });

  it('opens no file to whoever may ask for variables', () => {
    for (const module of ['func_curl', 'res_curl', 'func_shell', 'func_env', 'app_system', 'app_externalivr'])
      expect(modules).not.toContain(module);
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

/** However deep. */
const unbracketed = (text: string): string => {
  const left = text.replace(/\([^()]*\)/g, '');
  return left === text ? text : unbracketed(left);
};

describe('handing callers on', () => {
  const dialplan = file('extensions_transfer.conf');
  const overflow = file('extensions_overflow.conf');
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
    expect(`${ofCallers}${dialplan}`.match(/Queue\(\$\{SIGAP_QUEUE[^)]*\)/g)).toEqual([
      // How long, and no options.
      `Queue($\{SIGAP_QUEUE},$\{STAYS},,,$\{CUT(HOP,:,2)`,
      `Queue($\{SIGAP_QUEUE},$\{STAYS},,,$\{FIRST})`,
      `Queue($\{SIGAP_QUEUE},$\{STAYS},,,$[$\{SIGAP_LONGEST} - $\{SIGAP_OFFER}])`,
      ...[`Queue($\{SIGAP_QUEUE},$\{STAYS})`, `Queue($\{SIGAP_QUEUE})`],
    ]);
    const options = [...`${dialplan}${overflow}`.matchAll(/Dial\(\$\{SIGAP_DIAL\},(?:20|30|\$\{RING\}),(.*)\)$/gm)].map(
      ([, text = '']) => text,
    );
    expect(options).toHaveLength(3);
    // Options without what is in their brackets.
    for (const text of options) expect(unbracketed(text)).toMatch(/^[mobUgF]+$/);
  });

  it('leads outside to what the office has listed, and to nothing where it has not', () => {
    const [, outside = ''] = /\[sigap-outside\]\n([\s\S]*?)\n\[/.exec(dialplan) ?? [];
    expect(outside).toContain('#tryinclude extensions_outside.conf');
    expect(outside.replace(/^;.*$/gm, '')).not.toContain('@');
    expect(dialplan.match(/PJSIP\/[^)]*/g)).toEqual([`PJSIP/$\{FILTER(0-9,$\{EXTEN}`]);
  });

  it('leads callers whom nobody answers to the same list, and nowhere else', () => {
    expect(ofCallers.match(/\?sigap-elsewhere,s,1\)|\(sigap-elsewhere,s,1\)/g)).toHaveLength(3);
    const ways = overflow.match(/Goto\([^\n]*\)$/gm) ?? [];
    expect(ways).toEqual([`Goto(sigap-outside,$\{CUT(SIGAP_OUT,:,2)},1)`, 'Goto(s,not)']);
    expect(overflow.match(/PJSIP|Local\//g)).toBeNull();
  });

  it('has three talk in a room that no key and no stranger opens, and that ends with the caller', () => {
    const rooms = dialplan.match(/ConfBridge\([^\n]*\)$/gm) ?? [];
    expect(rooms).toHaveLength(3);
    // Room, the default bridge, a profile of ours, and no menu.
    for (const room of rooms)
      expect(room).toMatch(/^ConfBridge\(\$\{CUT\(SIGAP_TRANSFER,~,1\)\},,sigap_(other|caller)\)$/);
    const profiles = asteriskSections(file('confbridge.conf'));
    expect(profiles.map(({ name }) => name)).toEqual(['sigap_caller', 'sigap_other']);
    const keys = profiles.flatMap(({ values }) => [...values.keys()]);
    for (const key of ['admin', 'dtmf_passthrough', 'pin', 'menu', 'record_conference'])
      expect(keys).not.toContain(key);
    expect(profiles.map((one) => [last(one, 'marked'), last(one, 'end_marked')])).toEqual([
      ['yes', undefined],
      [undefined, 'yes'],
    ]);
    // Before anybody is bridged with the caller again he has left the room, which lets nobody be taken out of it.
    expect(dialplan).toMatch(
      /ChannelRedirect\(\$\{SIGAP_CALLER\},sigap-held,s,1\)[\s\S]*Bridge\(\$\{SIGAP_CALLER\},x\)/,
    );
  });

  it('ends nowhere: what is not answered goes on to the queue or back to the agent', () => {
    for (const name of ['sigap-blind', 'sigap-held']) {
      const [, body = ''] = new RegExp(`\\[${name}\\]\\n([\\s\\S]*?)\\n\\[`).exec(dialplan) ?? [];
      expect(body).toContain('Goto(sigap-back,s,1)');
    }
  });
});

describe('listening to conversations', () => {
  const dialplan = file('extensions_listen.conf');

  it('is led to by the server alone, and takes no other channel by keys', () => {
    const others = ['extensions.conf', 'extensions_out.conf', 'extensions_transfer.conf'].map(file).join('');
    expect(others.match(/sigap-listen/g)).toBeNull();
    for (const endpoint of endpoints) expect(last(endpoint, 'context')).not.toBe('sigap-listen');
    expect(modules).toContain('app_chanspy');
    // E ends with the conversation; d would change the mode by keys, which nobody writes down; o, n and r do more still.
    const modes = [...dialplan.matchAll(/Set\(HOW=([^)]*)\)/g)].map(([, how]) => how);
    expect(modes).toEqual(['qES', 'qESw', 'qESB']);
    expect(dialplan.match(/ChanSpy\([^)]*\)/g)).toEqual([`ChanSpy($\{WHOM},$\{HOW})`]);
  });
});

describe('recording conversations', () => {
  const dialplan = file('extensions_recording.conf');
  const others = ['extensions.conf', 'extensions_out.conf', 'extensions_transfer.conf', 'extensions_listen.conf'];

  it('begins nowhere else, by the word of the server and of the site, and only for whom has heard so to the end', () => {
    expect(
      others
        .map(file)
        .join('')
        .match(/MixMonitor|sigap-record[^,]*,s,1/g),
    ).toEqual(['sigap-record,s,1']);
    const steps = dialplan.replace(/^;.*$/gm, '').match(/(?<=,1,|n,|\),)(GotoIf|Playback|MixMonitor)\([^\n]*/g);
    expect(steps).toEqual([
      `GotoIf($["$\{SIGAP_RECORD}" != "yes" | "@RECORDINGS@" = "no"]?not)`,
      `Playback($\{GOSUB_RETVAL})`,
      `GotoIf($["$\{PLAYBACKSTATUS}" != "SUCCESS"]?not)`,
      // Between two who talk alone; `b` with a command behind it would run one.
      `MixMonitor(@RECORDINGS@/talk-$\{CHANNEL(LINKEDID)}.ulaw,b)`,
    ]);
    expect(file('render.sh')).toContain("closed='TRUNK_OUT OFFICE_NUMBER LISTENING RECORDINGS MENU SURVEY'");
  });
});

describe('callers who are asked when the agent has hung up', () => {
  const dialplan = file('extensions_survey.conf');

  it('stay by the word of the server and of the site alone, and the queue is given nothing else by it', () => {
    const set = file('extensions.conf').match(/Set\(STAYS=.*/g);
    expect(set).toEqual([`Set(STAYS=$\{IF($["$\{SIGAP_QUESTIONS}" != "" & "@SURVEY@" = "yes"]?c)})`]);
    expect(file('site.conf.example')).toContain('\nSURVEY=no\n');
  });

  it('are not recorded, are told of before the first question, and press one key in bounded time', () => {
    const steps = dialplan.replace(/^;.*$/gm, '').match(/(?<=,1,|n,|\),)(StopMixMonitor|UserEvent|Read)\([^\n]*/g);
    expect(steps).toEqual([
      'StopMixMonitor()',
      'UserEvent(SigapSurvey,Step: begun)',
      `Read(PRESSED,$\{GOSUB_RETVAL},1,,1,6)`,
      `UserEvent(SigapSurvey,Step: answered,Question: $\{ASK},Value: $\{PRESSED})`,
    ]);
  });
});

describe('messages of callers', () => {
  const dialplan = file('extensions_voicemail.conf');

  it('are recorded by the word of the server and of the site, of whom has heard so, and for two minutes at most', () => {
    const steps = dialplan.replace(/^;.*$/gm, '').match(/(?<=,1,|n,|\),)(GotoIf|Playback|Record)\([^\n]*/g);
    expect(steps?.slice(0, 4)).toEqual([
      `GotoIf($["$\{SIGAP_VOICEMAIL}" != "yes" | "@RECORDINGS@" = "no"]?not)`,
      `Playback($\{GOSUB_RETVAL}&sigap/nada)`,
      `GotoIf($["$\{PLAYBACKSTATUS}" != "SUCCESS"]?not)`,
      `Record(@RECORDINGS@/pesan-$\{CHANNEL(LINKEDID)}.ulaw,6,120,kq)`,
    ]);
    // Led to by callers alone, who come back from it where nothing could be recorded.
    expect(file('extensions.conf').match(/sigap-voicemail,s,1/g)).toHaveLength(2);
    expect(dialplan).toContain('n(not),Return()');
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
  it('nothing is spoken but the number, and what the office has to say now: no telephone rings meanwhile', () => {
    const [, way = ''] = /^\[caller\]\n([\s\S]*?)Queue\(\$\{SIGAP_QUEUE/m.exec(file('extensions.conf')) ?? [];
    expect(way.match(/Playback\([^)]*\)/g)).toEqual([
      expect.stringContaining('Playback(sigap/nomor-tiket'),
      `Playback($\{SIGAP_WORDS})`,
    ]);
  });
});
