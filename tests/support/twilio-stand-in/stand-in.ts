import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface StandInRequest {
  readonly method: string;
  /** Behind `/2010-04-01/Accounts/{AccountSid}`: `/Messages.json`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly form: URLSearchParams;
}

/** `silent`: no answer ever comes; `cut`: the connection is closed without one. Both after the work is done. */
export interface StandInAnswer {
  readonly status: number;
  readonly json?: unknown;
  /** Instead of JSON. */
  readonly bytes?: Buffer;
  readonly headers?: Readonly<Record<string, string>>;
  readonly how?: 'silent' | 'cut';
}

/** A part of Twilio: messages, voice. Undefined for what another part answers. */
export type StandInPart = (request: StandInRequest) => StandInAnswer | undefined | Promise<StandInAnswer | undefined>;

export interface TwilioStandIn {
  /** What the client's `baseUrl` must be. */
  readonly url: string;
  readonly requests: readonly StandInRequest[];
  /**
   * The next request is answered so. With `how` it is carried out first (an answer that is lost), otherwise it is not.
   */
  next(answer: StandInAnswer): void;
  /** Refuses connections until `open`. */
  away(): Promise<void>;
  open(): Promise<void>;
  close(): Promise<void>;
}

/** Twilio's REST API on a port of the loopback address, for one account. */
export async function startTwilioStandIn(
  account: { readonly accountSid: string; readonly authToken: string },
  parts: readonly StandInPart[],
): Promise<TwilioStandIn> {
  const requests: StandInRequest[] = [];
  const planned: StandInAnswer[] = [];
  const expected = `Basic ${Buffer.from(`${account.accountSid}:${account.authToken}`).toString('base64')}`;
  const root = `/2010-04-01/Accounts/${account.accountSid}`;

  async function answerTo(request: IncomingMessage): Promise<StandInAnswer> {
    const body = await text(request);
    const url = new URL(request.url ?? '', 'http://stand-in');
    if (request.headers.authorization !== expected) return refusal(401, 20003);
    if (!url.pathname.startsWith(root)) return refusal(404, 20404);
    const { method = '' } = request;
    const asked = {
      method,
      path: url.pathname.slice(root.length),
      query: url.searchParams,
      form: new URLSearchParams(body),
    };
    requests.push(asked);
    const plan = planned.shift();
    if (plan !== undefined && plan.how === undefined) return plan;
    for (const part of parts) {
      const answer = await part(asked);
      if (answer !== undefined) return { ...answer, ...(plan?.how !== undefined && { how: plan.how }) };
    }
    return refusal(404, 20404);
  }

  const server = createServer(async (request, response: ServerResponse) => {
    const { status, json, bytes, headers = {}, how } = await answerTo(request);
    if (how === 'silent') return;
    if (how === 'cut') return void request.socket.destroy();
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(bytes ?? (json === undefined ? '' : JSON.stringify(json)));
  });
  let port = 0;
  const open = async () => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
  };
  const away = async () => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  };
  await open();
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    next: (answer) => void planned.push(answer),
    away,
    open,
    close: away,
  };
}

/** An error as Twilio words it. */
export const refusal = (status: number, code: number): StandInAnswer => ({
  status,
  json: { code, message: 'refused by the stand-in', more_info: `https://www.twilio.com/docs/errors/${code}`, status },
});

/** A whole list as one page of Twilio's. */
export const pageOf = (key: string, list: readonly unknown[]): StandInAnswer => ({
  status: 200,
  json: { [key]: list, page: 0, page_size: 1000, next_page_uri: null },
});
