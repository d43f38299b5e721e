import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { run } from './processes.ts';

/** How long a page may take, ms. No measure of anything: the machine may be slow, and much else may run on it. */
export const patience = 60_000;

/** Flags without which a headless Chromium has no microphone, no path over loopback, or talks to the world. */
const chromiumFlags = [
  '--no-sandbox',
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream',
  '--allow-loopback-in-peer-connection',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
];

/** Debian's Chromium, with a fake microphone that beeps. Close it. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: '/usr/bin/chromium', args: chromiumFlags });
}

export interface LabSoftphone {
  readonly page: Page;
  /** Bytes of voice that came in since the answer. */
  heardBytes(): Promise<number>;
  /** `registered`, `ringing`, `talking`, `held` or `ended`. */
  state(): Promise<string>;
  answer(): Promise<void>;
  hold(on: boolean): Promise<void>;
  hangup(): Promise<void>;
  close(): Promise<void>;
}

/** A browser's softphone with nothing but JsSIP in it, registered: proof that the exchange's side is right. */
export async function openSoftphone(
  browser: Browser,
  folder: string,
  account: { readonly url: string; readonly domain: string; readonly extension: string; readonly secret: string },
): Promise<LabSoftphone> {
  const file = join(folder, 'jssip.js');
  const bundler = ['node_modules/.bin/rolldown', 'node_modules/jssip/lib/JsSIP.js', '--platform', 'browser'];
  await run(process.execPath, [...bundler, '--format', 'iife', '--name', 'JsSIP', '-o', file]);
  const script = await readFile(file);
  // A page of an http server on loopback is a secure context; a data: or file: page is not.
  const server = createServer((request, response) => {
    response.setHeader('content-type', request.url === '/jssip.js' ? 'text/javascript' : 'text/html');
    response.end(request.url === '/jssip.js' ? script : `<meta charset="utf-8"><script src="/jssip.js"></script>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`);
  await page.evaluate(startPhone, account);
  await page.waitForFunction('window.phone.state === "registered"', undefined, { timeout: 10_000 });
  const tell = (expression: string) => page.evaluate(expression) as Promise<never>;
  return {
    page,
    state: () => tell('window.phone.state'),
    heardBytes: () => tell('window.phone.heardBytes()'),
    answer: () => tell('window.phone.answer()'),
    hold: (on) => tell(`window.phone.hold(${on})`),
    hangup: () => tell('window.phone.hangup()'),
    async close() {
      await page.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Runs in the page. */
function startPhone(account: { url: string; domain: string; extension: string; secret: string }) {
  // biome-ignore lint/suspicious/noExplicitAny: a script of the page, untyped there
  const world = globalThis as any;
  const { JsSIP } = world;
  const phone: Record<string, unknown> = { state: 'starting' };
  world.phone = phone;
  const agent = new JsSIP.UA({
    sockets: [new JsSIP.WebSocketInterface(account.url)],
    uri: `sip:${account.extension}@${account.domain}`,
    password: account.secret,
  });
  // biome-ignore lint/suspicious/noExplicitAny: see above
  let session: any;
  agent.on('registered', () => {
    if (phone.state === 'starting') phone.state = 'registered';
  });
  // biome-ignore lint/suspicious/noExplicitAny: see above
  agent.on('newRTCSession', (event: any) => {
    session = event.session;
    phone.state = 'ringing';
    const to = (state: string) => () => {
      phone.state = state;
    };
    session.on('confirmed', to('talking'));
    session.on('hold', to('held'));
    session.on('unhold', to('talking'));
    session.on('ended', to('ended'));
    session.on('failed', to('ended'));
  });
  phone.answer = () => session.answer({ mediaConstraints: { audio: true, video: false } });
  phone.hold = (on: boolean) => (on ? session.hold() : session.unhold());
  phone.hangup = () => session.terminate();
  phone.heardBytes = async () => {
    let bytes = 0;
    // biome-ignore lint/suspicious/noExplicitAny: see above
    (await session.connection.getStats()).forEach((entry: any) => {
      if (entry.type === 'inbound-rtp') bytes += entry.bytesReceived;
    });
    return bytes;
  };
  agent.start();
}
