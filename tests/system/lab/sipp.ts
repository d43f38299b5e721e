import { createSocket } from 'node:dgram';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type LabProcess, run, startProcess } from './processes.ts';
import { caller, type DeskText, desk, register } from './scenarios.ts';

export interface CallOptions {
  /** User part of From; `anonymous` with `Privacy: id` when withheld. */
  readonly ani?: string;
  /** Put before the address in From as it stands. */
  readonly display?: string;
  readonly headers?: readonly string[];
  readonly dnis?: string;
  /** A REFER to this number before the hang-up, which must be declined. */
  readonly referTo?: string;
  /** A key that the caller presses, so long after the answer and again every three seconds. */
  readonly presses?: { readonly key: string; readonly afterMs: number; readonly times: number };
  /** Milliseconds from the greeting to the caller's hang-up; default 60,000. */
  readonly holdMs?: number;
  /** `tcp` for messages that do not fit a datagram. */
  readonly transport?: 'udp' | 'tcp';
  /** Who hears what is said to the caller, instead of SIPp, which sends it back. */
  readonly mediaPort?: number;
  /** Where the call comes from; default 127.0.0.2, the operator's trunk. */
  readonly ip?: string;
}

export interface CallHandle {
  /** Exit code of SIPp: 0 when every message came as it should. */
  readonly done: Promise<number | null>;
  /** The caller hangs up now; resolves when that is done. Only over UDP. */
  hangup(): Promise<void>;
  output(): string;
  stop(): Promise<void>;
}

/** Named callers. `holdMs` in a test's own options wins. */
export const callers = {
  patient: { ani: '081234567890', holdMs: 120_000 },
  impatient: { ani: '081234567891', holdMs: 3_000 },
  withheld: { ani: 'anonymous', display: '"Anonymous"', headers: ['Privacy: id'] },
  longName: { ani: '081234567892', display: `"${'Siti'.repeat(2560)}"` },
  emojiName: { ani: '081234567893', display: '"Budi 🙂👩‍👩‍👧 Ā"' },
  /** Line ends, and the beginning of a packet, as SIP can carry them: escaped. */
  injectingName: {
    ani: '0812%0D%0AAction%3A%20Logoff',
    display: '"Tono%0D%0AEvent: Close"',
  },
} as const satisfies Record<string, CallOptions>;

/** Where the operator takes calls, as the lab's site.conf has it. */
const outPort = 5090;

/** The operator's address, as the lab's site.conf has it. */
const trunk = '127.0.0.2';

export type CallerName = keyof typeof callers;

/** Of all labs of a test: the callers of each come from the same trunk. */
let lastPort = 20_000;
const nextPort = () => {
  lastPort += 4;
  return lastPort;
};

/** How a desk telephone behaves. */
export type DeskBehaviour = Partial<Omit<DeskText, 'extension'>> & {
  /** Sends back what it hears; its caller must not, or a packet goes round for ever. */
  readonly echoes?: boolean;
};

/** What SIPp does for the lab. Callers come from 127.0.0.2, the trunk; telephones are where Asterisk is, at `address`. */
export function sippTools(folder: string, address: string) {
  let files = 0;
  const started: LabProcess[] = [];

  const sipp = async (xml: string, ip: string, port: number, more: readonly string[]) => {
    const file = join(folder, `scenario-${++files}.xml`);
    await writeFile(file, xml);
    const args = ['-sf', file, '-i', ip, '-p', String(port), '-mp', String(nextPort()), '-nostdin', ...more];
    const target = [`${address}:5060`];
    return { args: [...args, ...target], start: () => startProcess('sipp', [...args, ...target], { cwd: folder }) };
  };

  return {
    /** Places one call. The caller sends back every voice it hears, so that an agent hears an echo. */
    async call(options: CallOptions): Promise<CallHandle> {
      const xml = caller({
        ani: options.ani ?? '081234567890',
        display: options.display ?? '',
        headers: options.headers ?? [],
        dnis: options.dnis ?? 'hotline',
        holdMs: options.holdMs ?? 60_000,
        referTo: options.referTo ?? null,
        ...(options.mediaPort !== undefined && { mediaPort: options.mediaPort }),
        presses: options.presses,
      });
      const transport = options.transport === 'tcp' ? ['-t', 't1'] : [];
      const port = nextPort();
      const { ip = trunk } = options;
      const callId = `lab-${port}@${ip}`;
      const process = (await sipp(xml, ip, port, ['-rtp_echo', '-m', '1', '-cid_str', callId, ...transport])).start();
      started.push(process);
      return {
        done: process.done,
        output: process.output,
        async hangup() {
          await tellSipp(ip, port, callId);
          await process.done;
        },
        stop: () => process.stop('SIGKILL'),
      };
    },

    /** Places `count` calls over `withinMs`, from numbers of their own where the text of `ani` asks SIPp for them. */
    async crowd(count: number, withinMs: number, options: Pick<CallOptions, 'ani' | 'holdMs'>) {
      const { ani = '0812345[call_number]', holdMs = 60_000 } = options;
      const xml = caller({ ani, holdMs, display: '', headers: [], dnis: 'hotline', referTo: null });
      const every = Math.max(1, Math.round(withinMs / count));
      const pace = ['-m', String(count), '-r', '1', '-rp', String(every), '-l', String(count)];
      const process = (await sipp(xml, trunk, nextPort(), ['-rtp_echo', ...pace])).start();
      started.push(process);
      return { done: process.done, output: process.output };
    },

    /** Registers a desk telephone and answers its rings as told, one after the other, until stopped. */
    async desk(extension: string, secret: string, port: number, { echoes = false, ...behaviour }: DeskBehaviour = {}) {
      const auth = ['-m', '1', '-au', extension, '-ap', secret, '-timeout', '5s'];
      const { args } = await sipp(register(extension), address, port, auth);
      await run('sipp', args, 8000);
      const xml = desk({
        extension,
        answerAfterMs: 200,
        talkMs: 60_000,
        holdAfterMs: null,
        referTo: null,
        refuse: false,
        ...behaviour,
      });
      const process = (await sipp(xml, address, port, ['-aa', ...(echoes ? ['-rtp_echo'] : [])])).start();
      started.push(process);
      return { output: process.output, stop: () => process.stop('SIGKILL') };
    },

    /** A citizen behind the operator, who takes the next call of ours as told; `done` is 0 when it went so. */
    async citizen(behaviour: Partial<Omit<DeskText, 'extension'>>) {
      const still = { answerAfterMs: 300, talkMs: 60_000, holdAfterMs: null, referTo: null, refuse: false };
      const xml = desk({ extension: 'citizen', ...still, ...behaviour });
      const process = (await sipp(xml, trunk, outPort, ['-aa', '-rtp_echo', '-m', '1'])).start();
      started.push(process);
      return { done: process.done, output: process.output };
    },

    async stop() {
      await Promise.all(started.map((process) => process.stop('SIGKILL')));
    },
  };
}

/** Sends SIPp the INFO that its caller scenario takes for "hang up". */
async function tellSipp(ip: string, port: number, callId: string) {
  const lines = [
    `INFO sip:caller@${ip} SIP/2.0`,
    `Via: SIP/2.0/UDP ${ip}:19999;branch=z9hG4bK-lab`,
    `From: <sip:lab@${ip}>;tag=lab`,
    `To: <sip:caller@${ip}>;tag=caller`,
    `Call-ID: ${callId}`,
    'CSeq: 9 INFO',
    'Content-Length: 0',
  ];
  const socket = createSocket('udp4');
  await new Promise((resolve) => socket.send(`${lines.join('\r\n')}\r\n\r\n`, port, ip, resolve));
  await new Promise<void>((resolve) => socket.close(resolve));
}
