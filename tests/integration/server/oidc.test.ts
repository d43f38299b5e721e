import { createServer, type Server } from 'node:http';
import { type AddressInfo, createServer as createNetServer } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { Provider } from 'oidc-provider';
import { createOidc } from '../../../server/http/oidc.ts';
import { type Answer, requestOf, send } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase, password } from '../../support/server-people.ts';

let database: TestDatabase;
let server: TestServer;
let identity: Server;
let issuer: string;

const listening = async (one: Server, port = 0): Promise<number> => {
  await new Promise<void>((resolve) => one.listen(port, '127.0.0.1', resolve));
  return (one.address() as AddressInfo).port;
};
const freePort = async (): Promise<number> => {
  const probe = createNetServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
};

beforeAll(async () => {
  database = await createServerDatabase();
  const port = await freePort();
  const publicUrl = `http://127.0.0.1:${port}`;
  identity = createServer();
  issuer = `http://127.0.0.1:${await listening(identity)}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'sigap',
        client_secret: 'antara-kita-berdua-saja',
        redirect_uris: [`${publicUrl}/api/session/provider/back`],
      },
    ],
    cookies: { keys: ['kunci-kue-untuk-pengujian'] },
    pkce: { required: () => true },
    conformIdTokenClaims: false,
    claims: { openid: ['sub'], profile: ['preferred_username'] },
    findAccount: (_, id) => ({ accountId: id, claims: async () => ({ sub: id, preferred_username: id }) }),
  });
  identity.on('request', provider.callback());
  server = await startTestServer({
    databaseUrl: database.url,
    env: {
      PORT: String(port),
      PUBLIC_URL: publicUrl,
      OIDC_ISSUER: issuer,
      OIDC_CLIENT_ID: 'sigap',
      OIDC_CLIENT_SECRET: 'antara-kita-berdua-saja',
      OIDC_NAME: 'SSO Kota',
      OIDC_EMERGENCY_ACCOUNT: 'admin',
    },
  });
});
afterAll(async () => {
  await server.stop();
  identity.closeAllConnections();
  await new Promise((resolve) => identity.close(resolve));
  await database.drop();
});

/** A browser: keeps cookies by origin, and goes where it is sent. */
function browser() {
  const jars = new Map<string, Map<string, string>>();
  const ask = async (url: string, form?: Readonly<Record<string, string>>): Promise<Answer & { url: string }> => {
    const { origin, pathname, search } = new URL(url);
    const jar = jars.get(origin) ?? new Map<string, string>();
    jars.set(origin, jar);
    const answer = await send(origin, {
      method: form ? 'POST' : 'GET',
      path: pathname + search,
      headers: {
        cookie: [...jar].map((pair) => pair.join('=')).join('; '),
        ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      ...(form && { body: new URLSearchParams(form).toString() }),
    });
    for (const line of answer.headers['set-cookie'] ?? []) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '' || /expires=Thu, 01 Jan 1970/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    return { ...answer, url };
  };
  /** Until there is nowhere to go on to, or the address fits. */
  const follow = async (first: Answer & { url: string }, until?: RegExp) => {
    let answer = first;
    while (answer.headers.location !== undefined) {
      const next = new URL(answer.headers.location, answer.url).href;
      if (until?.test(next)) return next;
      answer = await ask(next);
    }
    return answer.url;
  };
  return { ask, follow };
}

const back = /\/api\/session\/provider\/back\?/;
/** Goes to the provider, logs in there as somebody, and stands before the way back. */
const tripOf = async (account: string, { ask, follow } = browser()) => {
  const form = await follow(await ask(`${server.url}/api/session/provider`));
  const consent = await follow(await ask(form, { prompt: 'login', login: account, password: 'apa saja' }));
  const home = await follow(await ask(consent, { prompt: 'consent' }), back);
  return { ask, follow, home };
};
const kept = (action: string) => server.sql(`SELECT 1 FROM audit_entry WHERE action = $1`, [action]);

it('who is known to the provider and to the office comes in as that person, once', async () => {
  const { ask, follow, home } = await tripOf('sari');
  const wanted = new URL(home);
  expect([wanted.searchParams.has('code'), wanted.searchParams.has('state')]).toEqual([true, true]);
  expect(await follow(await ask(home))).toBe(`${server.url}/`);
  expect((await ask(`${server.url}/api/session`)).body).toMatchObject({ username: 'sari', owes: null });
  expect(await kept('login')).not.toEqual([]);
  // The same way back leads nowhere a second time, nor in another browser.
  for (const other of [ask, browser().ask])
    expect((await other(home)).headers.location).toBe('/?refused=provider_refused');
});

it('whom only the provider knows is nobody here, and is not made somebody', async () => {
  const before = await server.sql('SELECT count(*) FROM person');
  const { ask, home } = await tripOf('orang-asing');
  expect((await ask(home)).headers.location).toBe('/?refused=provider_unknown_person');
  expect((await ask(`${server.url}/api/session`)).status).toBe(401);
  expect(await server.sql('SELECT count(*) FROM person')).toEqual(before);
});

it.each([
  ['another state', (url: URL) => url.searchParams.set('state', 'lain')],
  ['another code', (url: URL) => url.searchParams.set('code', 'lain')],
  ['another issuer', (url: URL) => url.searchParams.set('iss', 'https://jahat.example')],
  [
    'a refusal',
    (url: URL) => {
      url.searchParams.delete('code');
      url.searchParams.set('error', 'access_denied');
    },
  ],
])('a way back with %s lets nobody in', async (_, change) => {
  const { ask, home } = await tripOf('budi');
  const url = new URL(home);
  change(url);
  expect((await ask(url.href)).headers.location).toBe('/?refused=provider_refused');
  expect((await ask(`${server.url}/api/session`)).status).toBe(401);
});

it('the code of one browser is worth nothing in another that is on its way too', async () => {
  const [mine, theirs] = [await tripOf('dewi'), await tripOf('agus')];
  expect((await theirs.ask(mine.home)).headers.location).toBe('/?refused=provider_refused');
});

it('passwords are for the emergency account alone, which is noted', async () => {
  const enter = async (username: string) =>
    (await send(server.url, requestOf('logIn', { body: { username, password } }))).problem?.type ?? 'in';
  expect(await enter('sari')).toBe('provider_only');
  expect([await kept('login.emergency'), await enter('admin')]).toEqual([[], 'in']);
  expect(await kept('login.emergency')).toHaveLength(1);
  expect((await server.logIn('admin')).me.username).toBe('admin');
});

it('a provider that is away is said as such, and used as soon as it is back', async () => {
  const port = await freePort();
  const office = {
    ...{ clientId: 'sigap', clientSecret: undefined, scope: 'openid', claim: 'preferred_username' },
    callback: `${server.url}/api/session/provider/back`,
  };
  const gone = createOidc({ ...office, issuer: `http://127.0.0.1:${port}` });
  expect(await gone.begin()).toBe('provider_away');
  // Whatever speaks TLS there has no certificate that we could believe.
  const unproven = createTlsServer();
  unproven.on('tlsClientError', () => {});
  const tlsPort = await listening(unproven as never);
  const other = createOidc({ ...office, issuer: `https://127.0.0.1:${tlsPort}` });
  expect(await other.begin()).toBe('provider_certificate');
  await new Promise((resolve) => unproven.close(resolve));
  const mended = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json').end(
      JSON.stringify({
        issuer: `http://127.0.0.1:${port}`,
        authorization_endpoint: `http://127.0.0.1:${port}/auth`,
        token_endpoint: `http://127.0.0.1:${port}/token`,
      }),
    );
  });
  await listening(mended, port);
  expect(await gone.begin()).toMatchObject({ url: expect.stringContaining('code_challenge_method=S256') });
  mended.closeAllConnections();
  await new Promise((resolve) => mended.close(resolve));
  const { trip } = (await gone.begin()) as { trip: { state: string; nonce: string; verifier: string } };
  const url = new URL(`${server.url}/api/session/provider/back?code=a&state=${trip.state}`);
  expect(await gone.end(url, trip)).toBe('provider_away');
});
