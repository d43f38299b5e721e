import { createConnection } from 'node:net';
import { WebSocketServer } from 'ws';

/**
 * The floor: the least a server can do between the exchange and a browser. It reads the manager's packets off the TCP
 * socket, picks those that ring an agent, and sends them to that agent's WebSocket. No database, no ticket, no rights.
 * Started by the bench as a process of its own: `node floor-server.js AMI_PORT AMI_SECRET`; says its own port on standard output.
 */
const desks = new Map<string, import('ws').WebSocket>();
const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
server.on('connection', (socket, request) => desks.set((request.url ?? '').slice(1), socket));
server.on('listening', () => console.log((server.address() as { port: number }).port));

const link = createConnection(Number(process.argv[2]), '127.0.0.1');
link.setNoDelay(true).setEncoding('utf8');
link.write(`Action: Login\r\nSecret: ${process.argv[3]}\r\n\r\nAction: DeviceStateList\r\n\r\n`);
let rest = '';
link.on('data', (chunk) => {
  rest += chunk;
  for (let end = rest.indexOf('\r\n\r\n'); end >= 0; end = rest.indexOf('\r\n\r\n')) {
    const text = rest.slice(0, end);
    rest = rest.slice(end + 4);
    if (text.startsWith('Event: AgentCalled')) ring(text);
  }
});
link.on('close', () => process.exit(0));

function ring(text: string): void {
  const headers = new Map<string, string>();
  for (const line of text.split('\r\n')) {
    const colon = line.indexOf(': ');
    headers.set(line.slice(0, colon), line.slice(colon + 2));
  }
  const offerId = headers.get('DestUniqueid');
  const key = `offers/${offerId}`;
  const value = {
    offerId,
    callId: headers.get('Linkedid'),
    queue: headers.get('Queue'),
    number: headers.get('CallerIDNum'),
  };
  desks.get((headers.get('Interface') ?? '').replace('PJSIP/', ''))?.send(JSON.stringify({ key, value }));
}
