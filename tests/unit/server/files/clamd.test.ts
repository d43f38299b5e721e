import { createServer, type Server, type Socket } from 'node:net';
import { createClamd } from '../../../../server/files/clamd.ts';
import { inPieces } from '../../../support/sample-files.ts';

/** A stand-in by the protocol of clamd(8), INSTREAM: it puts the pieces together, and finds one word. */
function standIn(answer: (bytes: Buffer) => string | null): Promise<{ server: Server; address: string }> {
  const server = createServer((socket: Socket) => {
    let all = Buffer.alloc(0);
    socket.on('data', (part) => {
      all = Buffer.concat([all, part]);
      const command = Buffer.from('zINSTREAM\0');
      if (!all.subarray(0, command.length).equals(command)) return void socket.end('UNKNOWN COMMAND\0');
      const pieces: Buffer[] = [];
      for (let at = command.length; at + 4 <= all.length; ) {
        const length = all.readUInt32BE(at);
        if (length === 0) {
          const line = answer(Buffer.concat(pieces));
          return void (line === null ? socket.destroy() : socket.end(`${line}\0`));
        }
        pieces.push(all.subarray(at + 4, at + 4 + length));
        at += 4 + length;
      }
    });
    socket.on('error', () => {});
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      resolve({ server, address: `127.0.0.1:${(server.address() as { port: number }).port}` });
    });
  });
}

const asked = async (answer: (bytes: Buffer) => string | null, bytes: Buffer) => {
  const { server, address } = await standIn(answer);
  try {
    return await createClamd({ address, timeoutMs: 2_000 })(inPieces(bytes, 100_000));
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
};

describe('clamd', () => {
  it('is given every byte in pieces, and says whether it found something', async () => {
    const bytes = Buffer.alloc(300_000, 'foto');
    const found = (all: Buffer) => (all.equals(bytes) ? 'stream: OK' : 'stream: Uji.Malware FOUND');
    expect(await asked(found, bytes)).toBe('clean');
    expect(await asked(found, Buffer.concat([bytes, Buffer.from('!')]))).toBe('infected');
  });

  it.each([
    ['took no more', () => 'INSTREAM size limit exceeded. ERROR'],
    ['hung up', () => null],
  ])('that %s has looked at nothing', async (_, answer) => {
    await expect(asked(answer, Buffer.from('x'))).rejects.toMatchObject({ code: 'away' });
  });

  it('that is not there has looked at nothing', async () => {
    await expect(createClamd({ address: '127.0.0.1:9' })(inPieces(Buffer.from('x')))).rejects.toMatchObject({
      code: 'away',
    });
    await expect(createClamd({ address: '/nonexistent.ctl' })(inPieces(Buffer.from('x')))).rejects.toMatchObject({
      code: 'away',
    });
  });
});
