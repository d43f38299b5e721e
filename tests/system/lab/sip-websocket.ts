import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import type { Socket } from 'node:net';
import { until } from './processes.ts';

/** What a browser's softphone has to Asterisk, for SIP that no softphone would write. */
export interface SipWebsocket {
  send(message: string): void;
  /** Everything that came so far. */
  heard(): string;
  close(): void;
}

/** Opens `/ws` from the given address of loopback. */
export async function openSipWebsocket(localAddress: string): Promise<SipWebsocket> {
  let socket: Socket | null = null;
  let text = '';
  const asked = request({
    host: '127.0.0.1',
    port: 8088,
    path: '/ws',
    localAddress,
    headers: {
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Version': '13',
      'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
      'Sec-WebSocket-Protocol': 'sip',
    },
  });
  asked.on('upgrade', (_response, upgraded: Socket) => {
    socket = upgraded;
    // The frames' few bytes of head between the texts do no harm to whoever looks for a status line.
    upgraded.on('data', (chunk) => {
      text += String(chunk);
    });
    upgraded.on('error', () => {});
  });
  asked.end();
  await until('the WebSocket to open', () => socket);
  const opened = socket as unknown as Socket;
  return {
    send: (message) => opened.write(textFrame(Buffer.from(message.replaceAll('\n', '\r\n')))),
    heard: () => text,
    close: () => opened.destroy(),
  };
}

/** One whole masked text frame (RFC 6455, 5.2). */
function textFrame(payload: Buffer): Buffer {
  const mask = randomBytes(4);
  const head = Buffer.from([0x81, 0x80 | 126, payload.length >> 8, payload.length & 0xff]);
  const masked = Buffer.from(payload.map((byte, index) => byte ^ (mask[index % 4] as number)));
  return Buffer.concat([head, mask, masked]);
}
