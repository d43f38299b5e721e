import { createHmac } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import session from 'express-session';
import fc from 'fast-check';
import { sessionTokenOf } from '../../../../server/http/session-token.ts';

/** What express-session asks its store for, given these cookies. */
function askedFor(cookies: string, secret: string): string | null {
  let asked: string | null = null;
  class Store extends session.Store {
    override get(sid: string, done: (error: unknown, found?: null) => void): void {
      asked = sid;
      done(null, null);
    }
    override set(): void {}
    override destroy(): void {}
  }
  const middleware = session({
    name: 'sigap.sid',
    secret,
    store: new Store(),
    resave: false,
    saveUninitialized: false,
  });
  const request = { headers: { cookie: cookies }, url: '/', originalUrl: '/' } as unknown as IncomingMessage;
  middleware(request as never, { end: () => {}, writeHead: () => {} } as unknown as ServerResponse as never, () => {});
  return asked;
}

/** A cookie of a secret that the test knows, as the browser would send it. */
function signed(sid: string, secret: string): string {
  const mac = createHmac('sha256', secret).update(sid).digest('base64').replace(/=+$/, '');
  return encodeURIComponent(`s:${sid}.${mac}`);
}

const secret = 'a secret of the test';
const real = signed('u9Zk-the_session', secret);
const blanks = fc.constantFrom('', ' ', '\t', '  ', '\u00a0', '\n');
const name = fc.constantFrom('sigap.sid', 'sigap.sid', '__Host-sigap.sid', 'sigap', 'SIGAP.SID', '');
const numbered = fc
  .array(fc.boolean(), { minLength: 12, maxLength: 12 })
  .map((which) =>
    real.replace(/(?<=s%3A).{12}/, (id) =>
      [...id].map((sign, at) => (which[at] ? `%${sign.charCodeAt(0).toString(16)}` : sign)).join(''),
    ),
  );
const value = fc.oneof(
  fc.constant(real),
  numbered,
  fc.constant(real.replace('%3A', ':')),
  fc.constantFrom('', 's%3A', 's:.', 's:x.y.z', '%', '%zz', '"', 'j:{}', real.slice(0, -1), `${real}%00`),
);
const quoted = fc.tuple(value, fc.constantFrom('', '"')).map(([text, quote]) => `${quote}${text}${quote}`);
const pair = fc
  .tuple(blanks, name, blanks, fc.constantFrom('=', '=', '=', '==', ''), blanks, quoted, blanks)
  .map((parts) => parts.join(''));
const header = fc.array(pair, { maxLength: 4 }).map((pairs) => pairs.join(';'));

it('whatever express-session looks up is what is counted, however the cookies are written', () => {
  let found = 0;
  fc.assert(
    fc.property(header, (cookies) => {
      const asked = askedFor(cookies, secret);
      if (asked === null) return;
      found += 1;
      expect(sessionTokenOf(cookies, 'sigap.sid')).toBe(asked);
    }),
    { numRuns: 3_000 },
  );
  expect(found).toBeGreaterThan(50);
});

it('a long row of blanks is read at once', () => {
  const before = performance.now();
  expect(sessionTokenOf(`sigap.sid${' \t'.repeat(8_000)}x=1; ${' '.repeat(8_000)}sigap.sid=${real}`, 'sigap.sid')).toBe(
    'u9Zk-the_session',
  );
  expect(performance.now() - before).toBeLessThan(500);
});
