import { type AddressInfo, createServer as createNetServer } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import ldap from 'ldapjs';
import { loadConfig } from '../../../server/config.ts';
import { createLdap, escaped } from '../../../server/directory/ldap.ts';
import { requestOf, send } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase, password } from '../../support/server-people.ts';

const base = 'ou=people,dc=kota,dc=id';
const service = { dn: 'cn=sigap,dc=kota,dc=id', password: 'akun-layanan-untuk-pengujian' };
const staff = 'cn=sigap,ou=groups,dc=kota,dc=id';
/** Names as the directory has them, and who is of the group. */
const entries = [
  { uid: 'dewi', password: 'sandi dewi di direktori', memberOf: [staff] },
  { uid: 'admin', password: 'bukan sandi darurat', memberOf: [staff] },
  { uid: 'hadi', password: 'sandi hadi di direktori', memberOf: [] },
  { uid: 'rina', password: 'sandi rina di direktori', memberOf: [staff] },
  { uid: 'rina', ou: 'lama', password: 'sandi rina yang lama', memberOf: [staff] },
].map(({ uid, ou, ...rest }) => ({ ...rest, uid, dn: `uid=${uid},${ou ? `ou=${ou},` : ''}${base}` }));

interface Directory {
  readonly url: string;
  /** Every log-in that it was asked for, by DN. */
  readonly binds: readonly string[];
  stop(): Promise<void>;
}

/** A directory on loopback (ldapjs), which reads filters and checks passwords as any other does. */
async function startDirectory(): Promise<Directory> {
  const server = ldap.createServer();
  const binds: string[] = [];
  server.bind('', (request: Request, response: Response, next: Next) => {
    const dn = request.dn.toString();
    binds.push(dn);
    const known = [service, ...entries].find((one) => one.dn === dn);
    // As RFC 4513, 5.1.2 has it: no password, no name, and yet a success.
    if (request.credentials === '') {
      response.end();
      return next();
    }
    if (known?.password !== request.credentials) return next(new ldap.InvalidCredentialsError());
    response.end();
    next();
  });
  server.search(base, (request: Request, response: Response, next: Next) => {
    if (request.connection.ldap.bindDN.toString() !== service.dn) return next(new ldap.InsufficientAccessRightsError());
    for (const { dn, uid, memberOf } of entries) {
      if (request.filter.matches({ uid, memberOf, objectclass: 'person' }))
        response.send({ dn, attributes: { uid: [uid], memberOf } });
    }
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: server.url.replace('0.0.0.0', '127.0.0.1'),
    binds,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
type Next = (error?: unknown) => void;
interface Request {
  readonly dn: { toString(): string };
  readonly credentials: string;
  readonly filter: { matches(of: object): boolean };
  readonly connection: { readonly ldap: { readonly bindDN: { toString(): string } } };
}
interface Response {
  send(entry: object): void;
  end(): void;
}

const options = (url: string, more: object = {}) => ({
  ...{ url, startTls: false, bindDn: service.dn, bindPassword: service.password, base },
  ...{ filter: `(&(objectclass=person)(uid={username})(memberOf=${staff}))`, groups: 'memberOf', ...more },
});

describe('a directory', () => {
  let directory: Directory;
  beforeAll(async () => {
    directory = await startDirectory();
  });
  afterAll(() => directory.stop());

  it('says whether the password is that of the one entry that is found', async () => {
    const { check } = createLdap(options(directory.url));
    expect(await check('dewi', 'sandi dewi di direktori')).toBe('right');
    expect(await check('dewi', 'sandi hadi di direktori')).toBe('wrong');
    expect(await check('nobody', 'sandi dewi di direktori')).toBe('wrong');
    // Not of the group; two of the name; no password at all.
    expect(await check('hadi', 'sandi hadi di direktori')).toBe('wrong');
    expect(await check('rina', 'sandi rina di direktori')).toBe('wrong');
    const before = directory.binds.length;
    expect([await check('dewi', ''), directory.binds.length]).toEqual(['wrong', before]);
  });

  it('names the groups of the one entry, and nobody’s where there is none or no directory', async () => {
    const { groupsOf } = createLdap(options(directory.url, { filter: '(uid={username})', groups: 'memberof' }));
    expect([await groupsOf('dewi'), await groupsOf('hadi'), await groupsOf('rina'), await groupsOf('*')]).toEqual([
      [staff],
      [],
      null,
      null,
    ]);
    expect(await createLdap(options('ldap://127.0.0.1:1')).groupsOf('dewi')).toBe('away');
  });

  it.each(['*', 'de*', 'dewi)(uid=*', '*)(|(uid=*', 'dewi)(memberOf=*))(|(uid=x', 'x\\2a', 'dewi\0', '(', '\\', '$&'])(
    'a name is a name and no filter: %j',
    async (name) => {
      const { check } = createLdap(options(directory.url, { filter: '(uid={username})' }));
      const before = directory.binds.length;
      expect(await check(name, 'sandi dewi di direktori')).toBe('wrong');
      expect(directory.binds.slice(before)).toEqual([service.dn]);
    },
  );
  it('escapes what RFC 4515 asks for', () => {
    expect(escaped('a*b(c)d\\e\0')).toBe('a\\2ab\\28c\\29d\\5ce\\00');
  });

  it('is away when nobody answers there, somebody else does, or our own account is refused', async () => {
    const closed = createNetServer();
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    const chatter = createNetServer((socket) => socket.resume().end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    await new Promise<void>((resolve) => chatter.listen(0, '127.0.0.1', resolve));
    const other = (chatter.address() as AddressInfo).port;
    try {
      for (const url of [`ldap://127.0.0.1:${port}`, `ldap://127.0.0.1:${other}`])
        expect(await createLdap(options(url)).check('dewi', 'sandi dewi di direktori')).toBe('away');
      const refused = createLdap(options(directory.url, { bindPassword: 'salah' }));
      expect(await refused.check('dewi', 'sandi dewi di direktori')).toBe('away');
    } finally {
      await new Promise((resolve) => chatter.close(resolve));
    }
  });

  it('without TLS is never taken for one with it', async () => {
    const plain = createTlsServer((socket) => socket.end());
    await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
    const { port } = plain.address() as AddressInfo;
    try {
      // It has no certificate at all.
      expect(await createLdap(options(`ldaps://127.0.0.1:${port}`)).check('dewi', 'x')).not.toBe('right');
      expect(
        await createLdap(options(directory.url, { startTls: true })).check('dewi', 'sandi dewi di direktori'),
      ).not.toBe('right');
    } finally {
      await new Promise((resolve) => plain.close(resolve));
    }
  });
});

describe('log-in by a directory', () => {
  let database: TestDatabase;
  let directory: Directory;
  let server: TestServer;
  beforeAll(async () => {
    database = await createServerDatabase();
    directory = await startDirectory();
    server = await startTestServer({
      databaseUrl: database.url,
      env: {
        LDAP_URL: directory.url,
        LDAP_BIND_DN: service.dn,
        LDAP_BIND_PASSWORD: service.password,
        LDAP_BASE: base,
        LDAP_FILTER: `(&(uid={username})(memberOf=${staff}))`,
        LDAP_EMERGENCY_ACCOUNT: 'admin',
      },
    });
  });
  afterAll(async () => {
    await server.stop();
    await directory.stop().catch(() => {});
    await database.drop();
  });
  const enter = (username: string, words: string) =>
    send(server.url, requestOf('logIn', { body: { username, password: words } }));
  const word = async (username: string, words: string) => {
    const { status, problem } = await enter(username, words);
    return status === 200 ? 'in' : problem?.type;
  };

  it('takes the directory’s password and not the one that is here; the emergency account has its own', async () => {
    expect([await word('dewi', 'sandi dewi di direktori'), await word('dewi', password)]).toEqual([
      'in',
      'wrong_password',
    ]);
    expect([await word('admin', password), await word('admin', 'bukan sandi darurat')]).toEqual([
      'in',
      'wrong_password',
    ]);
    expect(await word('hadi', 'sandi hadi di direktori')).toBe('wrong_password');
    const [entry] = await server.sql("SELECT action FROM audit_entry WHERE action = 'login.emergency'");
    expect(entry).toBeDefined();
  });

  it('asks nobody to choose a password here, nor lets anybody', async () => {
    await server.sql("UPDATE person SET password_expires_at = now() + interval '1 hour' WHERE username = 'dewi'");
    const { body, headers } = await enter('dewi', 'sandi dewi di direktori');
    expect(body).toMatchObject({ owes: null });
    const cookie = (headers['set-cookie'] ?? []).map((line) => line.split(';')[0]).join('; ');
    const change = { current: 'sandi dewi di direktori', next: 'gajah mada 1364 menyeberang' };
    const refused = await send(server.url, requestOf('changePassword', { body: change, headers: { cookie } }));
    expect([refused.status, refused.problem?.type]).toEqual([409, 'password_elsewhere']);
    const unlock = (words: string) =>
      send(server.url, requestOf('unlockScreen', { body: { password: words }, headers: { cookie } }));
    expect([(await unlock(password)).status, (await unlock('sandi dewi di direktori')).status]).toEqual([422, 204]);
  });

  it('that is away lets in the emergency account alone, and says so', async () => {
    await directory.stop();
    expect(await word('dewi', 'sandi dewi di direktori')).toBe('directory_away');
    expect(await word('dewi', password)).toBe('directory_away');
    expect(await word('admin', password)).toBe('in');
  });
});

it('its groups may say what people work as: the role follows at the log-in, and who is in none does not come in', async () => {
  const database = await createServerDatabase();
  const directory = await startDirectory();
  const server = await startTestServer({
    databaseUrl: database.url,
    env: {
      ...{ LDAP_URL: directory.url, LDAP_BIND_DN: service.dn, LDAP_BIND_PASSWORD: service.password, LDAP_BASE: base },
      ...{ LDAP_FILTER: '(uid={username})', LDAP_EMERGENCY_ACCOUNT: 'admin' },
      SIGAP_GROUP_ROLES: `admin=cn=nobody,dc=kota,dc=id; supervisor=${staff.toUpperCase()}`,
    },
  });
  try {
    const enter = (username: string, words: string) =>
      send(server.url, requestOf('logIn', { body: { username, password: words } }));
    expect((await enter('dewi', 'sandi dewi di direktori')).body).toMatchObject({ role: 'supervisor' });
    const roles = () => server.sql("SELECT username, role FROM person WHERE username IN ('dewi', 'hadi', 'admin')");
    expect(await roles()).toEqual(
      expect.arrayContaining([
        { username: 'dewi', role: 'supervisor' },
        { username: 'admin', role: 'admin' },
      ]),
    );
    const noted = await server.sql("SELECT reason FROM audit_entry WHERE action = 'role.changed'");
    expect(noted).toEqual([{ reason: 'groups: dispatcher → supervisor' }]);
    const refused = await enter('hadi', 'sandi hadi di direktori');
    expect([refused.status, refused.problem?.type]).toEqual([403, 'no_role']);
    // The emergency account is nobody's but ours.
    expect((await enter('admin', password)).body).toMatchObject({ role: 'admin' });
  } finally {
    await server.stop();
    await directory.stop();
    await database.drop();
  }
});

it('is set up with TLS in production, and beside no provider', () => {
  const env = {
    LDAP_URL: 'ldap://ldap.example.go.id',
    LDAP_BIND_DN: service.dn,
    LDAP_BIND_PASSWORD: service.password,
    LDAP_BASE: base,
    LDAP_EMERGENCY_ACCOUNT: 'darurat',
  };
  const faults = (more: object) => {
    try {
      loadConfig({ NODE_ENV: 'test', SIMULATOR_SCENARIO: 'empty', ...env, ...more });
      return '';
    } catch (error) {
      return (error as Error).message;
    }
  };
  const production = { NODE_ENV: 'production' };
  expect(faults(production)).toContain('LDAP_STARTTLS=yes');
  expect(faults({ ...production, LDAP_STARTTLS: 'yes' })).not.toContain('LDAP_URL');
  expect(faults({ ...production, LDAP_URL: 'ldaps://ldap.example.go.id' })).not.toContain('LDAP_URL');
  expect(faults({ OIDC_ISSUER: 'https://sso.example.go.id' })).toContain('one of them only');
  expect(faults({ LDAP_BASE: '' })).toContain('LDAP_BASE');
  expect(faults({ LDAP_FILTER: '(uid=*)' })).toContain('LDAP_FILTER');
});
