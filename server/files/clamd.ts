import { connect, type Socket } from 'node:net';
import { FilesFault, type ScanFile } from '../app/ports/files.ts';

export interface ClamdOptions {
  /** `host:port`, or the path of a socket. */
  readonly address: string;
  /** How long it may be silent, ms; 30 s unless told. */
  readonly timeoutMs?: number;
}

const pieceBytes = 64 * 1024;

/**
 * ClamAV's daemon by its command `INSTREAM` (clamd(8)): pieces, each with its length in four bytes before it, an empty one
 * at the end; the answer is one line. Its own limit (`StreamMaxLength`) has to be above ours: a file that it will not take
 * whole counts as one that nobody looked at.
 */
export function createClamd({ address, timeoutMs = 30_000 }: ClamdOptions): ScanFile {
  return async (bytes) => {
    const socket = connect(whereOf(address));
    socket.setTimeout(timeoutMs, () => socket.destroy(new Error('no answer in time')));
    const answer = answerOf(socket);
    // What goes wrong while we write is told by the answer that does not come.
    answer.catch(() => {});
    try {
      await write(socket, Buffer.from('zINSTREAM\0'));
      for await (const chunk of bytes) {
        for (let from = 0; from < chunk.byteLength; from += pieceBytes) {
          const piece = chunk.subarray(from, from + pieceBytes);
          const length = Buffer.alloc(4);
          length.writeUInt32BE(piece.byteLength);
          await write(socket, Buffer.concat([length, piece]));
        }
      }
      await write(socket, Buffer.alloc(4));
      const line = await answer;
      if (/: OK$/.test(line)) return 'clean';
      if (/ FOUND$/.test(line)) return 'infected';
      throw new Error('its answer is neither OK nor FOUND');
    } catch (error) {
      if (error instanceof FilesFault) throw error;
      throw new FilesFault('away', `clamd: ${(error as Error).message}`);
    } finally {
      socket.destroy();
    }
  };
}

function whereOf(address: string) {
  const [, host, port] = /^(.+):(\d+)$/.exec(address) ?? [];
  return host && port ? { host, port: Number(port) } : { path: address };
}

function write(socket: Socket, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.write(bytes, (error) => (error ? reject(error) : resolve()));
  });
}

function answerOf(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    socket.setEncoding('utf8');
    socket.on('data', (part: string) => {
      text += part;
      if (text.includes('\0') || text.includes('\n')) resolve(text.replace(/[\0\n]+$/, '').trim());
      if (text.length > 10_000) reject(new Error('its answer has no end'));
    });
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('it hung up')));
  });
}
