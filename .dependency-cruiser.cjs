/**
 * Who may know whom. Each rule's comment is printed when it is broken, so it says why and what to do instead.
 * `npm run deps` runs them; `tests/unit/tooling` plants a violation of each one and sees it found.
 */

/** Matches a package however it was resolved: in node_modules, through a link, or not installed at all. */
const npm = (...names) => `(^|node_modules/)(${names.join('|')})(/|$)`;
const ourCode = '^(server|telephony|migrations|agent-console/src)/';

/** A library that may be imported in its home only; tests are free. */
const home = (name, packages, homes, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: ourCode, pathNot: homes },
  to: { path: npm(...packages) },
});

/** From one part to another: forbidden. `except` are the parts of the target that may be known. */
const never = (name, from, to, comment, { fromExcept = [], except = [] } = {}) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, ...(fromExcept.length > 0 && { pathNot: fromExcept }) },
  to: { path: to, ...(except.length > 0 && { pathNot: except }) },
});

module.exports = {
  forbidden: [
    never(
      'domain-is-pure',
      '^server/domain/',
      '.',
      'The domain decides; it neither asks nor acts. It knows itself, the telephony words (types only) and libraries ' +
        'that only compute. No built-in module: files, sockets, processes and randomness come in as arguments.',
      {
        except: [
          '^server/domain/',
          '^telephony/(events|commands|doors|menu|queues|survey|messaging/port)\\.ts$',
          npm('zod', 'yaml', 'libphonenumber-js', '@zxcvbn-ts'),
        ],
      },
    ),
    never(
      'contract-stands-alone',
      '^server/contract/',
      '.',
      'The browser is built from the contract: whatever it imports is shipped to every desk. zod, itself, how a text ' +
        'is cut into SMS and how what is typed is read (pure), no more.',
      {
        except: [
          '^server/contract/',
          '^telephony/messaging/segments\\.ts$',
          '^server/domain/shared/typed\\.ts$',
          npm('zod'),
        ],
      },
    ),
    never(
      'app-knows-no-adapter',
      '^server/app/',
      '^server/(http|realtime|store|notify|papers|files|directory|worker|cli)/',
      'A use case takes what it needs (a store, a publisher) as an argument and owns the shape of it. The adapter ' +
        'implements that shape.',
    ),
    never(
      'adapters-meet-in-main',
      '^server/(http|realtime|store|notify|papers|files|directory|worker)/',
      '^server/(http|realtime|store|notify|papers|files|directory|cli)/',
      'HTTP, realtime, store, notify, papers and files are separate ways in and out. What one needs of another goes through app.',
      { except: ['^server/$1/'] },
    ),
    never(
      'sops-are-data',
      '^server/sops/',
      '^server/(app|http|realtime|store|cli)/',
      'A procedure is data for the engine; it calls nothing.',
    ),
    never(
      'only-main-wires',
      '^server/',
      '^telephony/[^/]+/',
      'The server speaks to the exchange port. Which exchange stands behind it is decided by main.ts and its ' +
        'wiring alone. The port of the message gateways and what signs their requests lie beside them.',
      {
        fromExcept: ['^server/main\\.ts$', '^server/(wiring|cli)/'],
        except: ['^telephony/messaging/(port|segments|http/signature)\\.ts$'],
      },
    ),
    never(
      'wiring-belongs-to-main',
      ourCode,
      '^server/wiring/',
      'wiring/ is main.ts in several files: it knows every part, so no part may know it.',
      { fromExcept: ['^server/main\\.ts$', '^server/(wiring|cli)/'] },
    ),
    never(
      'nobody-imports-main',
      '.',
      '^server/main\\.ts$',
      'main.ts starts things when loaded. Run it, never import it.',
    ),
    never(
      'telephony-is-a-leaf',
      '^telephony/',
      '^(server|migrations|agent-console|tests)/',
      'telephony knows switches and messages, nothing of tickets or procedures. Pass what it needs as an argument.',
    ),
    never(
      'one-exchange-each',
      '^telephony/([^/]+)/',
      '^telephony/[^/]+/',
      'An adapter that leans on another breaks when that one is not deployed. Shared words live in telephony/*.ts.',
      { except: ['^telephony/$1/', '^telephony/twilio/(client|signature)\\.ts$'] },
    ),
    never(
      'twilio-is-for-twilio',
      '^telephony/',
      '^telephony/twilio/(client|signature)\\.ts$',
      'The way to and from the Twilio cloud serves what runs on Twilio: telephony/twilio and telephony/messaging/twilio.',
      { fromExcept: ['^telephony/(messaging/)?twilio/'] },
    ),
    never(
      'one-gateway-each',
      '^telephony/messaging/([^/]+)/',
      '^telephony/messaging/[^/]+/',
      'A gateway that leans on another breaks when that one is not deployed. Shared words live in telephony/messaging/*.ts.',
      { except: ['^telephony/messaging/$1/'] },
    ),
    never(
      'telephony-words-know-no-adapter',
      '^telephony/[^/]+\\.ts$',
      '^telephony/[^/]+/',
      'Events, commands and the port are what every adapter is built on, so they know none of them.',
    ),
    never(
      'console-enters-by-the-contract',
      '^agent-console/',
      '^(server|telephony|migrations|tests)/',
      'The console knows the server by server/contract only; anything else would drag the server into the browser.',
      { except: ['^server/contract/'] },
    ),
    never(
      'server-knows-no-console',
      '^(server|telephony|migrations)/',
      '^agent-console/',
      'The server serves the built console as files; it imports nothing of it.',
    ),
    never(
      'model-has-no-react',
      '^agent-console/src/model/',
      npm('react', 'react-dom', 'react-i18next', '@mantine/[^/]+', '@tanstack/react-query'),
      'The console decides in model/, which is tested without a browser. React only shows what it decided.',
    ),
    never(
      'model-knows-no-view',
      '^agent-console/src/model/',
      '^agent-console/src/views/',
      'Views read the model, never the other way round.',
    ),
    never('production-knows-no-test', ourCode, '^tests/', 'Test support is not shipped.'),

    home(
      'typeorm-home',
      ['typeorm', 'pg'],
      ['^server/store/', '^migrations/', '^telephony/messaging/gammu/'],
      'SQL and mapping live in server/store; the tables of Gammu are known to its gateway alone.',
    ),
    home(
      'express-home',
      ['express', 'express-rate-limit', 'helmet'],
      ['^server/http/', '^telephony/.+(webhook|route)[^/]*\\.ts$', '^telephony/twilio/signature\\.ts$'],
      'Express lives in server/http, and in the routers (*webhook*, *route*) that telephony hands to it, and in what ' +
        'stands before those of Twilio.',
    ),
    home(
      'session-home',
      ['express-session'],
      ['^server/(http|store)/'],
      'Sessions are used in server/http and kept in server/store.',
    ),
    home('webauthn-home', ['@simplewebauthn/server'], ['^server/app/people/passkeys\\.ts$'], 'Passkeys: app/people.'),
    home('openid-home', ['openid-client'], ['^server/http/oidc\\.ts$'], 'Log-in by a provider: server/http/oidc.ts.'),
    home('socket-io-home', ['socket\\.io', '@socket\\.io/[^/]+'], ['^server/realtime/'], 'Socket.IO: server/realtime.'),
    home('socket-io-client-home', ['socket\\.io-client'], ['^agent-console/src/wire/'], 'The console: wire/.'),
    home('twilio-browser-home', ['@twilio/voice-sdk'], ['^agent-console/src/softphone/'], 'As jssip: softphone/.'),
    home('jssip-home', ['jssip'], ['^agent-console/src/softphone/'], 'WebRTC telephony lives in softphone/.'),
    home('dagre-home', ['@dagrejs/dagre'], ['^agent-console/src/model/flow/'], 'Graphs are laid out in model/flow/.'),
    home('asterisk-manager-home', ['asterisk-manager'], ['^telephony/asterisk/'], 'AMI: telephony/asterisk.'),
    home(
      'typst-home',
      ['@myriaddreamin/[^/]+', 'fontkit'],
      ['^server/papers/'],
      'Papers are typeset in server/papers.',
    ),
    home(
      'files-home',
      ['sharp', 'pdfjs-dist', 'file-type', '@aws-sdk/[^/]+'],
      ['^server/files/'],
      'What strangers send is read, sealed and kept in server/files.',
    ),
    home(
      'certificates-home',
      ['node-forge'],
      ['^server/papers/signing/'],
      'Keys and certificates of papers: server/papers/signing.',
    ),
    home('ldap-home', ['ldapts'], ['^server/directory/'], 'The directory of people: server/directory.'),
    home(
      'nodemailer-home',
      ['nodemailer'],
      ['^server/notify/', '^telephony/messaging/email/'],
      'E-mail to the people of the office lives in server/notify, that of citizens in its gateway.',
    ),
    home(
      'mail-home',
      ['imapflow', 'postal-mime', 'html-to-text'],
      ['^telephony/messaging/email/'],
      'What citizens send by e-mail is fetched and read in its gateway.',
    ),
    home('twilio-home', ['twilio'], ['^telephony/twilio/'], 'The Twilio SDK lives in telephony/twilio.'),

    {
      name: 'no-development-package-in-production',
      comment: 'Installed with --omit=dev the server must still start: move the package to "dependencies".',
      severity: 'error',
      from: { path: '^(server|telephony|migrations)/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-unresolvable',
      comment: 'The import leads nowhere: a missing package, a wrong path, or an import without its .ts ending.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-cycle',
      comment: 'Modules in a circle cannot be read, tested or moved one at a time. Move what both need to a third one.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-circle-of-folders',
      comment:
        'Capabilities in a circle cannot be read one at a time. What the one needs of the other it takes as an argument, and ' +
        'owns the shape of it.',
      severity: 'error',
      scope: 'folder',
      from: { path: '^server/(app|domain)/' },
      to: { circular: true },
    },
    {
      name: 'no-orphan',
      comment: 'Nothing imports this and it imports nothing: forgotten, or reached by a path no check can follow.',
      severity: 'error',
      from: {
        orphan: true,
        path: ourCode,
        pathNot: ['\\.d\\.ts$', '^server/main\\.ts$', '^server/cli/'],
      },
      to: {},
    },
  ],
  options: {
    // TypeScript 7 has no programming interface for other tools; without this parser nothing would be looked at.
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|data|coverage)/' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.css', '.d.ts'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'browser', 'default', 'types'],
    },
  },
};
