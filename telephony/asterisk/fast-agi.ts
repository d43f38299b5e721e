import { createServer, type Socket } from 'node:net';
import type { ExchangeLog } from './link.ts';

/** What the dialplan asks by `AGI(agi://host:port/<what>,<given>,…)`. */
export interface DialplanQuestion {
  readonly what: string;
  readonly given: readonly string[];
}

export interface FastAgiOptions {
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  /** A line of printable ASCII without `"` and `\`, 1,900 signs at most. */
  readonly answer: (question: DialplanQuestion) => Promise<string>;
  readonly log: ExchangeLog;
}

export interface FastAgi {
  /** @returns the port. @throws where it cannot listen. */
  start(): Promise<number>;
  /** Whoever has asked is answered. */
  stop(): Promise<void>;
}

/** Asterisk sends some 40 lines. */
const longestQuestion = 16_384;
/** Asterisk waits two seconds (extensions.conf): longer than that nobody is there who should be. */
const silentMs = 5_000;
const mostAtOnce = 1_000;
/** Of a command that Asterisk reads whole. */
const sayable = /^[ !#-[\]-~]{0,1900}$/;

/**
 * The dialplan's questions, each over a connection of its own: Asterisk says who asks, we have it set `SIGAP_REPLY`, and
 * it goes on. Asked for by the dialplan itself and not through AMI, so that a link that is cut or late costs no caller
 * his number; by FastAGI and not by CURL, which would read files to whoever may ask for variables.
 */
export function createFastAgi({ host, port, answer, log }: FastAgiOptions): FastAgi {
  const idle = new Set<Socket>();
  const server = createServer((socket) => {
    idle.add(socket);
    const drop = () => socket.destroy();
    socket.on('close', () => idle.delete(socket));
    socket.on('error', drop);
    socket.setTimeout(silentMs, drop);
    let text = '';
    let asked = false;
    socket.setEncoding('latin1').on('data', (chunk) => {
      // That it is set, or that the caller has hung up.
      if (asked) return void socket.end();
      text += chunk;
      if (text.length > longestQuestion) return drop();
      const end = text.indexOf('\n\n');
      if (end === -1) return;
      asked = true;
      idle.delete(socket);
      answer(questionOf(text.slice(0, end)))
        .then((reply) => {
          if (!sayable.test(reply)) throw new Error(`an answer of ${reply.length} signs that Asterisk would not read`);
          // In one piece: Asterisk waits for the end of a line that has begun, however long.
          if (socket.writable) socket.write(`SET VARIABLE SIGAP_REPLY "${reply}"\n`);
        })
        .catch((error: unknown) => {
          log.error({ error: String(error) }, 'a question of the dialplan was not answered');
          drop();
        });
    });
  });
  server.maxConnections = mostAtOnce;

  return {
    start: () =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, host, () => {
          const bound = server.address();
          resolve(typeof bound === 'object' && bound ? bound.port : port);
        });
      }),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of idle) socket.destroy();
      }),
  };
}

function questionOf(text: string): DialplanQuestion {
  // Of a name that stands there twice the last one: what comes from a caller stands before the arguments.
  const lines = new Map(text.split('\n').map((line) => [line.split(':', 1)[0] ?? '', line.replace(/^[^:]*: ?/, '')]));
  const given: string[] = [];
  for (let at = lines.get('agi_arg_1'); at !== undefined; at = lines.get(`agi_arg_${given.length + 1}`)) given.push(at);
  return { what: lines.get('agi_network_script') ?? '', given };
}
