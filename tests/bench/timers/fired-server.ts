import { createServer } from 'node:http';
import { Server } from 'socket.io';
import type { Fired } from './systems.ts';

/**
 * A socket server with the settings of ours, that tells everybody which deadline has come. Prints its port.
 * @returns tells it.
 */
export function firedServer(stop: () => Promise<unknown>): (id: string) => void {
  const server = createServer();
  const io = new Server(server, { serveClient: false, perMessageDeflate: false });
  server.listen(0, '127.0.0.1', () => console.log((server.address() as { port: number }).port));
  process.once('SIGTERM', async () => {
    await stop();
    await io.close();
    process.exit(0);
  });
  return (id) => {
    const message: Fired = { id, at: Date.now() };
    io.emit('fired', message);
  };
}
