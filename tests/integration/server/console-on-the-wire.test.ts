import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { TestDatabase } from '../../support/database.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase } from '../../support/server-people.ts';

const root = resolve(import.meta.dirname, '../../..');
/** What an office on a slow line waits for at most, before its people see anything. */
const limitBytes = 250_000;

interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
  /** Loaded when it is asked for. */
  readonly isDynamicEntry?: boolean;
}

let consoleDir: string;
let manifest: Readonly<Record<string, Chunk>>;
let database: TestDatabase;
let server: TestServer;
beforeAll(async () => {
  consoleDir = mkdtempSync(join(tmpdir(), 'sigap-console-'));
  const vite = join(root, 'node_modules/.bin/vite');
  execFileSync(
    vite,
    ['build', 'agent-console', '--outDir', consoleDir, '--emptyOutDir', '--manifest', '--logLevel', 'error'],
    {
      cwd: root,
      env: { ...process.env, NODE_ENV: 'production' },
      stdio: ['ignore', 'inherit', 'inherit'],
    },
  );
  manifest = JSON.parse(readFileSync(join(consoleDir, '.vite/manifest.json'), 'utf8'));
  database = await createServerDatabase();
  server = await startTestServer({ databaseUrl: database.url, consoleDir });
}, 300_000);
afterAll(async () => {
  await server?.stop();
  await database?.drop();
  rmSync(consoleDir, { recursive: true, force: true });
});

const get = async (path: string, encodings: string) => {
  const response = await fetch(`${server.url}/${path}`, { headers: { 'accept-encoding': encodings } });
  await response.arrayBuffer();
  return response;
};

/** The files of chunks with all that they import at once. */
function filesOf(...names: string[]): string[] {
  const files = new Set<string>();
  const seen = new Set<string>();
  const add = (name: string) => {
    const chunk = manifest[name];
    if (chunk === undefined) throw new Error(`${name} is no chunk of the build`);
    if (seen.has(name)) return;
    seen.add(name);
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
    for (const each of chunk.imports ?? []) add(each);
  };
  names.forEach(add);
  return [...files];
}

/** What a browser loads first, as it travels; the page that names the files among it. */
async function bytesOf(files: readonly string[], encodings: string): Promise<{ files: number; all: number }> {
  const sum = { files: 0, all: 0 };
  for (const path of ['', ...files]) {
    const response = await get(path, encodings);
    expect([path, response.status]).toEqual([path, 200]);
    for (const [name, value] of response.headers) sum.all += `${name}: ${value}\r\n`.length;
    sum.all += Number(response.headers.get('content-length'));
    sum.files += Number(response.headers.get('content-length'));
  }
  return sum;
}

it('the log-in page and the desk behind it travel with all headers in less than the limit', async () => {
  const logIn = filesOf('index.html');
  const page = await (await fetch(server.url)).text();
  for (const [, file] of page.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)) expect(logIn).toContain(file);
  const desk = filesOf('index.html', 'src/views/shell/shell.tsx');
  expect(desk.length).toBeGreaterThan(logIn.length);
  expect((await bytesOf(logIn, 'gzip, deflate, br')).all).toBeLessThanOrEqual(limitBytes);
  expect((await bytesOf(logIn, 'gzip')).all).toBeLessThanOrEqual(limitBytes);
  // `first-call` among the system tests measures this in a browser, where what was fetched meanwhile counts too: warned before.
  expect((await bytesOf(desk, 'gzip, deflate, br')).all).toBeLessThanOrEqual(limitBytes - 5_000);
  // A browser that is the telephone fetches that when the desk is there; `first-call` among the system tests sees it.
  for (const telephone of ['src/softphone/jssip.ts', 'src/softphone/twilio.ts'])
    expect([telephone, filesOf(telephone).some((file) => desk.includes(file) && /jssip|twilio/.test(file))]).toEqual([
      telephone,
      false,
    ]);
});

it('nothing is shown in a frame of another page; a file of the console says nothing else of documents, what is no file does', async () => {
  const { headers } = await get(manifest['index.html']?.file ?? '', 'br');
  expect(headers.get('content-security-policy')).toBe("frame-ancestors 'none'");
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
  for (const path of ['', 'desk', 'assets/nothing.js', 'api/nothing']) {
    const policy = (await get(path, 'br')).headers.get('content-security-policy');
    expect([path, policy]).toEqual([path, expect.stringContaining("default-src 'self'")]);
    expect([path, policy]).toEqual([path, expect.stringContaining("frame-ancestors 'none'")]);
  }
});

it('a script is sent as the browser reads it, always typed as a script, and is the same whichever way it comes', async () => {
  const file = manifest['index.html']?.file ?? '';
  const whole = readFileSync(join(consoleDir, file));
  expect(brotliDecompressSync(readFileSync(join(consoleDir, `${file}.br`))).equals(whole)).toBe(true);
  expect(gunzipSync(readFileSync(join(consoleDir, `${file}.gz`))).equals(whole)).toBe(true);
  for (const [asked, sent] of [
    ['gzip, deflate, br', 'br'],
    ['gzip', 'gzip'],
    ['br;q=0, gzip;q=0.5', 'gzip'],
    ['identity', null],
  ] as const) {
    const { headers } = await get(file, asked);
    expect([asked, headers.get('content-encoding')]).toEqual([asked, sent]);
    expect(headers.get('content-type')).toMatch(/^text\/javascript/);
    expect(headers.get('vary')?.toLowerCase()).toContain('accept-encoding');
    expect(headers.get('cache-control')).toContain('immutable');
    if (sent === null) expect(Number(headers.get('content-length'))).toBe(whole.length);
  }
  expect((await get('assets/nothing.js.br', 'br')).headers.get('content-encoding')).toBeNull();
});

const library = join(root, 'node_modules/@mantine/core/styles');
const classesIn = (text: string) => new Set(text.match(/\bm_[0-9a-f]{6,8}\b/g));

/** Files of the library whose styles the scripts among the files need, and no sheet among them has. */
function unstyled(files: readonly string[]): string[] {
  const of = (ending: string) =>
    classesIn(
      files
        .filter((name) => name.endsWith(ending))
        .map((name) => readFileSync(join(consoleDir, name), 'utf8'))
        .join('\n'),
    );
  const [used, styled] = [of('.js'), of('.css')];
  return readdirSync(library)
    .filter((name) => name.endsWith('.css') && !name.endsWith('.layer.css'))
    .filter((name) =>
      [...classesIn(readFileSync(join(library, name), 'utf8'))].some((each) => used.has(each) && !styled.has(each)),
    )
    .map((name) => `import '@mantine/core/styles/${name}';`);
}

it('every component of the library that is built in has its styles', () => {
  const assets = readdirSync(join(consoleDir, 'assets')).map((name) => `assets/${name}`);
  const scripts = assets.filter((name) => name.endsWith('.js'));
  const used = scripts.flatMap((name) => [...classesIn(readFileSync(join(consoleDir, name), 'utf8'))]);
  expect(new Set(used).size).toBeGreaterThan(100);
  // To be added to agent-console/src/views/mantine-styles.ts, or to the page that alone shows it.
  expect(unstyled(assets)).toEqual([]);
});

it('every page has the styles of what it shows, whichever was open before', () => {
  const pages = Object.keys(manifest).filter((name) => manifest[name]?.isDynamicEntry === true);
  expect(pages.length).toBeGreaterThan(20);
  expect(
    pages.map((page) => [page, unstyled(filesOf('index.html', page))]).filter(([, lacks]) => lacks?.length),
  ).toEqual([]);
});
