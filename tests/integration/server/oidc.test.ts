import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { Provider } from 'oidc-provider';
import { roles } from '../../../server/contract/people.ts';
import { createOidc, type OidcTrip } from '../../../server/http/oidc.ts';
import { type Answer, type RawRequest, requestOf, send } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { freePort } from '../../support/free-port.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase, password, people, type Username } from '../../support/server-people.ts';
import { until } from '../../support/until.ts';

let database: TestDatabase;
let server: TestServer;
let identity: Server;
let issuer: string;
let provider: Provider;
/** What the provider signs with. */
let signing: CryptoKey;
/** What the provider says of people; of others that they are what they are here. */
const groups = new Map<string, readonly string[]>();

const listening = async (one: Server, port = 0): Promise<number> => {
  await new Promise<void>((resolve) => one.listen(port, '127.0.0.1', resolve));
  return (one.address() as AddressInfo).port;
};

beforeAll(async () => {
  database = await createServerDatabase();
  const port = await freePort();
  const publicUrl = `http://127.0.0.1:${port}`;
  identity = createServer();
  issuer = `http://127.0.0.1:${await listening(identity)}`;
  signing = (await generateKeyPair('RS256', { extractable: true })).privateKey;
  provider = new Provider(issuer, {
    jwks: { keys: [{ ...(await exportJWK(signing)), kid: 'uji', use: 'sig', alg: 'RS256' }] },
    clients: [
      {
        client_id: 'sigap',
        client_secret: 'antara-kita-berdua-saja',
        redirect_uris: [`${publicUrl}/api/session/provider/back`],
        backchannel_logout_uri: `${publicUrl}/oidc/logged-out`,
      },
    ],
    cookies: { keys: ['kunci-kue-untuk-pengujian'] },
    pkce: { required: () => true },
    conformIdTokenClaims: false,
    claims: { openid: ['sub', 'auth_time'], profile: ['preferred_username', 'groups'] },
    features: { backchannelLogout: { enabled: true } },
    findAccount: (_, id) => ({
      accountId: id,
      claims: async () => ({
        sub: id,
        preferred_username: id,
        groups: groups.get(id) ?? [`cc-${people[id as Username]?.role}`],
      }),
    }),
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
      SIGAP_GROUP_ROLES: ['supervisor=cc-pengawas', ...roles.map((role) => `${role}=cc-${role}`)].join(';'),
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
  const ask = async (
    url: string,
    form?: Readonly<Record<string, string>>,
    request?: RawRequest,
  ): Promise<Answer & { url: string }> => {
    const { origin, pathname, search } = new URL(url);
    const jar = jars.get(origin) ?? new Map<string, string>();
    jars.set(origin, jar);
    const answer = await send(origin, {
      method: form ? 'POST' : 'GET',
      path: pathname + search,
      headers: {
        cookie: [...jar].map((pair) => pair.join('=')).join('; '),
        ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
        ...request?.headers,
      },
      ...(form && { body: new URLSearchParams(form).toString() }),
      ...(request && { method: request.method, ...(request.body !== undefined && { body: request.body }) }),
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

it.each([
  ['cross-site', 'navigate', false],
  ['same-site', 'navigate', false],
  ['same-origin', 'no-cors', false],
  ['same-origin', 'navigate', true],
  ['none', 'navigate', true],
])('the way there begins at a page of ours or an address that was typed: %s, %s', async (site, mode, begins) => {
  const headers = { 'sec-fetch-site': site, 'sec-fetch-mode': mode };
  const { headers: said } = await send(server.url, { method: 'GET', path: '/api/session/provider', headers });
  expect([/^https?:/.test(said.location ?? ''), said['set-cookie'] !== undefined]).toEqual([begins, begins]);
});

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

const own = (more: object = {}) =>
  createOidc({
    ...{ issuer, clientId: 'sigap', clientSecret: 'antara-kita-berdua-saja', scope: 'openid profile' },
    ...{ claim: 'preferred_username', groups: 'groups', strengths: [], ...more },
    callback: `${server.url}/api/session/provider/back`,
  });
/** Goes the way of a trip of ours, until the provider sends back. */
const homeOf = async (way: string): Promise<URL> => {
  const { ask, follow } = browser();
  const form = await follow(await ask(way));
  const consent = await follow(await ask(form, { prompt: 'login', login: 'dewi', password: 'apa saja' }));
  return new URL(await follow(await ask(consent, { prompt: 'consent' }), back));
};

it('a token that was made for another trip lets nobody in', async () => {
  const oidc = own();
  const begun = (await oidc.begin()) as { url: string; trip: OidcTrip };
  expect(await oidc.end(await homeOf(begun.url), { ...begun.trip, nonce: 'lain' })).toBe('provider_refused');
  const again = (await oidc.begin()) as typeof begun;
  expect(await oidc.end(await homeOf(again.url), { ...again.trip, verifier: 'a'.repeat(43) })).toBe('provider_refused');
});

it('a log-in there that is weaker than the office asks for lets nobody in', async () => {
  const oidc = own({ strengths: ['mfa'] });
  const begun = (await oidc.begin()) as { url: string; trip: OidcTrip };
  expect(new URL(begun.url).searchParams.get('acr_values')).toBe('mfa');
  expect(await oidc.end(await homeOf(begun.url), begun.trip)).toBe('provider_weak');
});

it('passwords are for the emergency account alone, which is noted', async () => {
  const enter = async (username: string) =>
    (await send(server.url, requestOf('logIn', { body: { username, password } }))).problem?.type ?? 'in';
  expect(await enter('sari')).toBe('provider_only');
  expect([await kept('login.emergency'), await enter('admin')]).toEqual([[], 'in']);
  // It is written down beside the answer, not before it.
  await until('it is noted', async () => (await kept('login.emergency')).length > 0);
  expect(await kept('login.emergency')).toHaveLength(1);
  expect((await server.logIn('admin')).me.username).toBe('admin');
});

it('a provider that is away is said as such, and used as soon as it is back', async () => {
  const port = await freePort();
  const office = {
    ...{ clientId: 'sigap', clientSecret: undefined, scope: 'openid', claim: 'preferred_username', groups: 'groups' },
    strengths: [],
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

describe('groups at the provider', () => {
  it('say what somebody works as from the next log-in on; taken away, nothing of theirs goes on', async () => {
    groups.set('tono', ['CC-Pengawas', 'lain']);
    const { ask, home } = await tripOf('tono');
    await ask(home);
    const me = () => ask(`${server.url}/api/session`);
    expect((await me()).body).toMatchObject({ username: 'tono', role: 'supervisor' });
    groups.set('tono', ['lain']);
    const later = await tripOf('tono');
    expect((await later.ask(later.home)).headers.location).toBe('/?refused=no_role');
    expect((await me()).status).toBe(401);
    groups.delete('tono');
  });
});

describe('whoever the provider logs out', () => {
  const told = (token: string) =>
    send(server.url, {
      method: 'POST',
      path: '/oidc/logged-out',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ logout_token: token }).toString(),
    });
  /** The provider's own client of us, which tells by itself. */
  const known = async () =>
    (await provider.Client.find('sigap')) as never as {
      backchannelLogout(subject: string, sid: string): Promise<void>;
    };
  /** As it signs one; without the event it is the token of a log-in. */
  const tokenFor = async (sub: string, events: object = { [event]: {} }) => {
    const { IdToken } = provider as never as {
      IdToken: new (
        claims: object,
        of: object,
      ) => { mask: object; set(name: string, value: unknown): void; issue(how: object): Promise<string> };
    };
    const token = new IdToken({ sub }, { client: await known(), ctx: undefined });
    token.mask = { sub: null };
    token.set('events', events);
    return token.issue({ use: 'logout' });
  };
  const event = 'http://schemas.openid.net/event/backchannel-logout';

  it('is logged out here at once, and nobody else', async () => {
    const [agus, dewi] = [await tripOf('agus'), await tripOf('dewi')];
    await agus.ask(agus.home);
    await dewi.ask(dewi.home);
    const status = async ({ ask }: { ask: typeof agus.ask }) => (await ask(`${server.url}/api/session`)).status;
    expect([await status(agus), await status(dewi)]).toEqual([200, 200]);
    await (await known()).backchannelLogout('agus', 'any');
    expect([await status(agus), await status(dewi)]).toEqual([401, 200]);
  });

  it('is so by a token of the provider alone', async () => {
    const { ask, home } = await tripOf('dewi');
    await ask(home);
    const token = await tokenFor('dewi');
    const [head = '', body = ''] = token.split('.');
    const unsigned = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url');
    const none = await tokenFor('dewi', {});
    for (const forged of ['', 'a.b.c', `${head}.${body}.AAAA`, `${unsigned}.${body}.`, none])
      expect((await told(forged)).status).toBe(400);
    expect((await ask(`${server.url}/api/session`)).status).toBe(200);
  });
});

describe('a token that the provider signed for something else', () => {
  const event = 'http://schemas.openid.net/event/backchannel-logout';
  const told = async (typ: string | undefined, ageS: number, sub: string) => {
    const header = { alg: 'RS256', kid: 'uji', ...(typ !== undefined && { typ }) };
    const token = await new SignJWT({ events: { [event]: {} }, jti: `${typ} ${ageS}` })
      .setProtectedHeader(header)
      .setIssuer(issuer)
      .setAudience('sigap')
      .setSubject(sub)
      .setIssuedAt(Math.floor(Date.now() / 1_000) - ageS)
      .setExpirationTime('1h')
      .sign(signing);
    const body = new URLSearchParams({ logout_token: token }).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return (await send(server.url, { method: 'POST', path: '/oidc/logged-out', headers, body })).status;
  };

  it.each([
    ['at+jwt', 0],
    ['application/at+jwt', 0],
    ['dpop+jwt', 0],
    ['secevent+jwt', 0],
    ['logout+jwt', 300],
  ])('logs nobody out, nor does one that is old: %s, %d s', async (typ, ageS) => {
    const { ask, home } = await tripOf('rina');
    await ask(home);
    expect(await told(typ, ageS, 'rina')).toBe(400);
    expect((await ask(`${server.url}/api/session`)).status).toBe(200);
  });

  it.each([['logout+jwt'], ['application/logout+jwt'], ['JWT'], [undefined]])('of the kind %s it does', async (typ) => {
    const { ask, home } = await tripOf('rina');
    await ask(home);
    expect(await told(typ, 20, 'rina')).toBe(200);
    expect((await ask(`${server.url}/api/session`)).status).toBe(401);
  });
});

describe('who sits at a locked screen', () => {
  const change = (ask: ReturnType<typeof browser>['ask'], name: 'lockScreen' | 'unlockScreen', body?: object) => {
    const wanted = requestOf(name, (body ? { body } : {}) as never);
    return ask(`${server.url}${wanted.path}`, undefined, wanted);
  };

  it('shows it at the provider by logging in there anew, under the same log-in here; a password opens nothing', async () => {
    const { ask, follow, home } = await tripOf('sari');
    await ask(home);
    const owes = async () => ((await ask(`${server.url}/api/session`)).body as { owes: string | null }).owes;
    expect((await change(ask, 'lockScreen')).status).toBe(204);
    expect(await owes()).toBe('unlock');
    expect((await change(ask, 'unlockScreen', { password })).problem?.type).toBe('provider_only');
    // Being logged in there already is not enough: it asks for the log-in again.
    const form = await follow(await ask(`${server.url}/api/session/provider?again=1`));
    const consent = await follow(await ask(form, { prompt: 'login', login: 'sari', password: 'apa saja' }), back);
    const end = back.test(consent) ? consent : await follow(await ask(consent, { prompt: 'consent' }), back);
    expect((await ask(end)).headers.location).toBe('/shown');
    expect(await owes()).toBeNull();
    expect((await ask(`${server.url}/api/session`)).body).toMatchObject({ username: 'sari' });
  });

  it('is somebody else: it stays locked', async () => {
    const { ask, home } = await tripOf('sari');
    await ask(home);
    await change(ask, 'lockScreen');
    const way = (await ask(`${server.url}/api/session/provider?again=1`)).headers.location ?? '';
    // Dewi's log-in there, brought to Sari's screen.
    const end = await homeOf(way);
    expect((await ask(end.href)).headers.location).toBe('/shown?refused=provider_refused');
    expect((await ask(`${server.url}/api/session`)).body).toMatchObject({ username: 'sari', owes: 'unlock' });
  });

  it('did not log in there anew, as who took "prompt" out of the address: it stays locked', async () => {
    const { ask, follow, home } = await tripOf('sari');
    await ask(home);
    await change(ask, 'lockScreen');
    const way = new URL((await ask(`${server.url}/api/session/provider?again=1`)).headers.location ?? '');
    expect([way.searchParams.get('prompt'), way.searchParams.get('max_age')]).toEqual(['login', '60']);
    way.searchParams.delete('prompt');
    way.searchParams.delete('max_age');
    const real = Date.now;
    const end = await follow(await ask(way.href), back);
    Date.now = () => real() + 5 * 60_000;
    try {
      expect((await ask(end)).headers.location).toMatch(/^\/shown\?refused=provider_refused/);
    } finally {
      Date.now = real;
    }
    expect((await ask(`${server.url}/api/session`)).body).toMatchObject({ owes: 'unlock' });
  });
});
