import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fetchRecording } from '../../../telephony/twilio/voice/recordings.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});
async function listening(server: Server): Promise<string> {
  servers.push(server.listen(0, '127.0.0.1'));
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

it.each([301, 302, 303, 307, 308])(
  'a recording that is said to be elsewhere (%d) is not fetched there',
  async (status) => {
    let asked = 0;
    const elsewhere = await listening(
      createServer((_request, response) => {
        asked += 1;
        response.writeHead(200, { 'content-type': 'audio/mpeg' }).end('internal');
      }),
    );
    const baseUrl = await listening(
      createServer((_request, response) => void response.writeHead(status, { location: `${elsewhere}/x.mp3` }).end()),
    );
    const options = { accountSid: `AC${'0'.repeat(32)}`, authToken: 'x', baseUrl };
    expect(await fetchRecording(options, `RE${'0'.repeat(32)}`)).toMatchObject({ ok: false, kind: 'unreachable' });
    expect(asked).toBe(0);
  },
);
