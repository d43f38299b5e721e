import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

/** A letter as it was taken. */
export interface Letter {
  readonly messageId: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  /** The text, decoded. */
  readonly text: string;
  readonly headers: string;
}

export interface SmtpServer {
  /** `smtp://127.0.0.1:<port>` */
  readonly url: string;
  /** Every letter taken, in order; one that was sent twice is there twice. */
  readonly letters: readonly Letter[];
  /** By Message-ID, as a mailbox shows them. */
  shown(): readonly Letter[];
  /** Called when a letter has been taken and before the sender is told so. */
  onTaken(act: (() => Promise<void> | void) | null): void;
  /** Called when the first line of a letter has come; the connection is then lost, and nothing of the letter is kept. */
  onBegun(act: (() => Promise<void> | void) | null): void;
  /** Answers DATA with this line instead of taking the letter; null: takes it. */
  refuseWith(reply: string | null): void;
  close(): Promise<void>;
}

/** A mail server that keeps what it is given: RFC 5321 as far as a sender needs it, on this machine only. */
export async function startSmtpServer(): Promise<SmtpServer> {
  const letters: Letter[] = [];
  const sockets = new Set<Socket>();
  let taken: (() => Promise<void> | void) | null = null;
  let begun: (() => Promise<void> | void) | null = null;
  let refusal: string | null = null;

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    const say = (line: string) => void (socket.writable && socket.write(`${line}\r\n`));
    let from = '';
    let to: string[] = [];
    let data: string[] | null = null;
    say('220 uji ESMTP');
    const take = async (lines: readonly string[]) => {
      letters.push(letterOf(lines, from, to));
      await taken?.();
      say('250 taken');
    };
    let lost = false;
    createInterface({ input: socket, crlfDelay: Number.POSITIVE_INFINITY }).on('line', (line) => {
      if (lost) return;
      if (data && begun) {
        lost = true;
        void Promise.resolve(begun()).finally(() => socket.destroy());
        return;
      }
      if (data) {
        if (line !== '.') return void data.push(line.startsWith('..') ? line.slice(1) : line);
        const lines = data;
        data = null;
        void take(lines);
        return;
      }
      const verb = line.slice(0, 4).toUpperCase();
      if (verb === 'EHLO') say('250-uji\r\n250 8BITMIME');
      else if (verb === 'MAIL') {
        from = addressIn(line);
        to = [];
        say('250 ok');
      } else if (verb === 'RCPT') {
        to.push(addressIn(line));
        say('250 ok');
      } else if (verb === 'DATA') {
        if (refusal) return say(refusal);
        data = [];
        say('354 go on');
      } else if (verb === 'QUIT') {
        say('221 bye');
        socket.end();
      } else say('250 ok');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    letters,
    shown: () => [...new Map(letters.map((letter) => [letter.messageId, letter])).values()],
    onTaken: (act) => {
      taken = act;
    },
    onBegun: (act) => {
      begun = act;
    },
    refuseWith: (reply) => {
      refusal = reply;
    },
    close: async () => {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
  };
}

const addressIn = (line: string) => /<([^>]*)>/.exec(line)?.[1] ?? '';

function letterOf(lines: readonly string[], from: string, to: readonly string[]): Letter {
  const end = lines.indexOf('');
  // A folded header goes on in the next line.
  const headers = lines
    .slice(0, end)
    .join('\n')
    .replaceAll(/\n[ \t]+/g, ' ');
  const header = (name: string) => new RegExp(`^${name}: (.*)$`, 'im').exec(headers)?.[1] ?? '';
  const body = lines.slice(end + 1).join('\n');
  const coding = header('Content-Transfer-Encoding').toLowerCase();
  return {
    messageId: header('Message-ID'),
    from,
    to: [...to],
    subject: header('Subject'),
    text: coding === 'quoted-printable' ? quotedPrintable(body) : body,
    headers,
  };
}

function quotedPrintable(text: string): string {
  const bytes = text
    .replaceAll(/=\n/g, '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
