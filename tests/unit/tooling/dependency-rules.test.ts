import { createRequire } from 'node:module';
import { runCheckOn } from './planted.ts';

const config = createRequire(import.meta.url)('../../../.dependency-cruiser.cjs') as {
  forbidden: { name: string }[];
};
const check = (files: Record<string, string>, ...more: string[]) => runCheckOn('dependencies.mjs', files, ...more);

/** A small project that keeps every rule. Each plant below breaks one of them. */
const sound = {
  'server/main.ts': "import '../telephony/asterisk/ami.ts';\nimport './http/app.ts';\nimport './store/orm.ts';\n",
  'server/http/app.ts': "import 'express';\nimport '../app/use.ts';\n",
  'server/store/orm.ts': "import 'typeorm';\nimport '../app/use.ts';\n",
  'server/realtime/io.ts': "import 'socket.io';\nimport '../app/use.ts';\n",
  'server/app/use.ts': "import '../domain/rule.ts';\n",
  'server/domain/rule.ts': "import type { E } from '../../telephony/events.ts';\nexport type F = E;\n",
  'server/contract/api.ts': "import { z } from 'zod';\nexport const a = z.string();\n",
  'server/sops/city.ts': "import '../domain/rule.ts';\n",
  'telephony/events.ts': 'export type E = 1;\n',
  'telephony/asterisk/ami.ts': "import 'asterisk-manager';\nimport '../events.ts';\n",
  'telephony/simulator/exchange.ts': "import '../events.ts';\n",
  'telephony/twilio/client.ts': "import 'twilio';\n",
  'telephony/messaging/twilio/gateway.ts': "import '../../twilio/client.ts';\nimport '../port.ts';\n",
  'telephony/messaging/http/sign.ts': "import '../port.ts';\n",
  'telephony/messaging/port.ts': 'export type M = 1;\n',
  'agent-console/src/wire/socket.ts': "import 'socket.io-client';\nimport './contract.ts';\n",
  'agent-console/src/wire/contract.ts': "export { a } from '../../../server/contract/api.ts';\n",
  'agent-console/src/softphone/phone.ts': "import 'jssip';\n",
  'agent-console/src/model/desk.ts': "import '../wire/socket.ts';\n",
  'agent-console/src/views/desk.tsx':
    "import { createElement } from 'react';\nimport '../model/desk.ts';\nexport const V = () => <p>{typeof createElement}</p>;\n",
  'tests/unit/desk.test.ts': "import 'typeorm';\nimport '../../agent-console/src/model/desk.ts';\n",
};

/** In a path or an import, `planted` becomes `planted-<rule>`: all of them are planted together, in one run. */
const plants: Record<string, Record<string, string>> = {
  'domain-is-pure': { 'server/domain/planted.ts': "import 'node:fs';\n" },
  'domain-takes-telephony-types-only': {
    'server/domain/planted.ts': "import { type E, e } from '../../telephony/events.ts';\nexport const f: E = e;\n",
  },
  'console-takes-contract-types-only': {
    'agent-console/src/model/planted.ts':
      "import { type A, a } from '../../../server/contract/api.ts';\nexport const b: A = a;\n",
  },
  'contract-stands-alone': { 'server/contract/planted.ts': "import '../domain/rule.ts';\n" },
  'app-knows-no-adapter': {
    'server/app/planted.ts': "import type { O } from '../store/orm.ts';\nexport type P = O;\n",
  },
  'adapters-meet-in-main': { 'server/http/planted.ts': "import '../store/orm.ts';\n" },
  'sops-are-data': { 'server/sops/planted.ts': "import '../app/use.ts';\n" },
  'only-main-wires': { 'server/app/planted.ts': "import '../../telephony/simulator/exchange.ts';\n" },
  'wiring-belongs-to-main': {
    'server/app/planted.ts': "import '../wiring/planted.ts';\n",
    'server/wiring/planted.ts': "import '../../telephony/simulator/exchange.ts';\n",
  },
  'nobody-imports-main': { 'tests/unit/planted.test.ts': "import '../../server/main.ts';\n" },
  'telephony-is-a-leaf': { 'telephony/asterisk/planted.ts': "import '../../server/app/use.ts';\n" },
  'one-exchange-each': { 'telephony/simulator/planted.ts': "import '../asterisk/ami.ts';\n" },
  'twilio-is-for-twilio': { 'telephony/messaging/gammu/planted.ts': "import '../../twilio/client.ts';\n" },
  'one-gateway-each': { 'telephony/messaging/gammu/planted.ts': "import '../http/sign.ts';\n" },
  'telephony-words-know-no-adapter': { 'telephony/planted.ts': "import './asterisk/ami.ts';\n" },
  'console-enters-by-the-contract': { 'agent-console/src/wire/planted.ts': "import '../../../server/app/use.ts';\n" },
  'server-knows-no-console': { 'server/http/planted.ts': "import '../../agent-console/src/model/desk.ts';\n" },
  'model-has-no-react': { 'agent-console/src/model/planted.ts': "import 'react';\n" },
  'model-knows-no-view': { 'agent-console/src/model/planted.ts': "import '../views/desk.tsx';\n" },
  'production-knows-no-test': { 'server/app/planted.ts': "export * from '../../tests/unit/desk.test.ts';\n" },
  'typeorm-home': { 'server/app/planted.ts': "export const orm = () => import('typeorm');\n" },
  'express-home': { 'telephony/asterisk/planted.ts': "import 'express';\n" },
  'session-home': { 'server/app/planted.ts': "import 'express-session';\n" },
  'socket-io-home': { 'server/http/planted.ts': "import 'socket.io';\n" },
  'socket-io-client-home': { 'agent-console/src/views/planted.tsx': "import 'socket.io-client';\n" },
  'twilio-browser-home': { 'agent-console/src/views/planted.tsx': "import '@twilio/voice-sdk';\n" },
  'jssip-home': { 'agent-console/src/views/planted.tsx': "import 'jssip';\n" },
  'dagre-home': { 'agent-console/src/views/planted.tsx': "import '@dagrejs/dagre';\n" },
  'asterisk-manager-home': { 'server/app/planted.ts': "import 'asterisk-manager';\n" },
  'certificates-home': { 'server/app/planted.ts': "import 'node-forge';\n" },
  'nodemailer-home': { 'server/app/planted.ts': "import 'nodemailer';\n" },
  'typst-home': { 'server/app/planted.ts': "import 'fontkit';\n" },
  'files-home': { 'server/http/planted.ts': "import 'sharp';\n" },
  'mail-home': { 'server/http/planted.ts': "import 'imapflow';\n" },
  'ldap-home': { 'server/http/planted.ts': "import 'ldapts';\n" },
  'webauthn-home': { 'server/http/planted.ts': "import '@simplewebauthn/server';\n" },
  'openid-home': { 'server/app/planted.ts': "import 'openid-client';\n" },
  'twilio-home': { 'telephony/asterisk/planted.ts': "import 'twilio';\n" },
  'no-development-package-in-production': { 'server/http/planted.ts': "import 'fast-check';\n" },
  'no-unresolvable': { 'server/app/planted.ts': "import './nowhere.ts';\n" },
  'no-cycle': {
    'server/app/planted.ts': "import './planted-too.ts';\n",
    'server/app/planted-too.ts': "import './planted.ts';\n",
  },
  'no-circle-of-folders': {
    'server/domain/planted-one/a.ts': "import '../planted-two/b.ts';\n",
    'server/domain/planted-two/b.ts': "import './c.ts';\n",
    'server/domain/planted-two/c.ts': "import '../planted-one/d.ts';\n",
    'server/domain/planted-one/d.ts': 'export const d = 1;\n',
  },
  'no-orphan': { 'server/app/planted.ts': 'export const alone = 1;\n' },
};

const plantAll = () =>
  Object.fromEntries(
    Object.entries(plants).flatMap(([rule, files]) =>
      Object.entries(files).map(([path, text]) =>
        [path, text].map((each) => each.replace('planted', `planted-${rule}`)),
      ),
    ),
  ) as Record<string, string>;

describe('dependency rules', () => {
  it('let a project pass that keeps them', () => {
    expect(check(sound, '--floor=1')).toEqual({ code: 0, said: '21 modules, 29 imports, 0 violations\n' });
  });

  it('each have a planted violation here', () => {
    const typesOnly = ['domain-takes-telephony-types-only', 'console-takes-contract-types-only'];
    const names = [...config.forbidden.map((rule) => rule.name), ...typesOnly];
    expect(Object.keys(plants).sort()).toEqual(names.sort());
  });

  describe('over a project with every violation in it', () => {
    let ran: { code: number | null; said: string };
    beforeAll(() => {
      ran = check({ ...sound, ...plantAll() }, '--floor=1');
    });

    it('fail', () => {
      expect(ran.code).toBe(1);
    });

    it.each(Object.keys(plants))('%s finds what was planted for it', (rule) => {
      const [, section = ''] = ran.said.split(`\n${rule}: `);
      const [lines] = section.split('\n\n');
      expect(lines).toContain(`planted-${rule}`);
    });
  });

  it('fail when they looked at nothing', () => {
    expect(check({}, '--floor=0').code).not.toBe(0);
  });

  it('fail when they looked at fewer modules than the project has', () => {
    expect(check(sound).said).toContain('looked at 21 modules, expected at least');
  });
});
