import { once } from 'node:events';
import { io, type Socket } from 'socket.io-client';
import { WebSocket } from 'ws';
import type { Change } from '../../../server/contract/live.ts';
import type { OfferCard } from '../../../server/contract/views.ts';

export interface Desks {
  close(): void;
}

/** Logs agents in over HTTP, makes them ready, and opens each one's desk as the console does. */
export async function openDesks(
  url: string,
  password: string,
  agents: readonly { readonly username: string }[],
  popped: (offer: OfferCard, at: number) => void,
): Promise<Desks> {
  const sockets: Socket[] = [];
  for (const { username } of agents) {
    const headers = { 'content-type': 'application/json', 'x-sigap': '1' };
    const body = JSON.stringify({ username, password });
    const answer = await fetch(`${url}/api/session`, { method: 'POST', headers, body });
    if (!answer.ok) throw new Error(`log-in of ${username}: ${answer.status} ${await answer.text()}`);
    const cookie = answer.headers
      .getSetCookie()
      .map((line) => line.split(';', 1)[0])
      .join('; ');
    const { userId } = (await answer.json()) as { userId: string };

    const socket = io(url, { transports: ['websocket'], extraHeaders: { cookie }, forceNew: true });
    socket.on('change', ({ key, value }: Change) => {
      if (value && key.startsWith('offers/')) popped(value as OfferCard, performance.now());
    });
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
    const opened = await socket.emitWithAck('open', `desk:${userId}`);
    if ('error' in opened) throw new Error(`desk of ${username}: ${opened.error}`);
    sockets.push(socket);

    const ready = { method: 'PUT', headers: { ...headers, cookie }, body: JSON.stringify({ state: 'ready' }) };
    const set = await fetch(`${url}/api/me/state`, ready);
    if (!set.ok) throw new Error(`${username} ready: ${set.status} ${await set.text()}`);
  }
  return { close: () => sockets.forEach((socket) => void socket.disconnect()) };
}

/** The same number of browsers at the floor. */
export async function openFloorDesks(
  port: string,
  extensions: readonly string[],
  popped: (offerId: string, at: number) => void,
): Promise<Desks> {
  const sockets = extensions.map((extension) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/${extension}`, { perMessageDeflate: false });
    socket.on('message', (data) => {
      const { value } = JSON.parse(data.toString()) as { value: { offerId: string } };
      popped(value.offerId, performance.now());
    });
    return socket;
  });
  await Promise.all(sockets.map((socket) => once(socket, 'open')));
  return { close: () => sockets.forEach((socket) => void socket.close()) };
}
