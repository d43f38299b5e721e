import { randomUUID } from 'node:crypto';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import createManager from 'asterisk-manager';
import { createFraming } from './framing.ts';
import { isSendable, normalisePacket, type Packet } from './packets.ts';

export type ActionResult =
  | { readonly ok: true; readonly reply: Packet; readonly events: readonly Packet[] }
  | {
      readonly ok: false;
      readonly kind: 'rejected' | 'unreachable' | 'timeout';
      readonly reason: string;
    };

/** One connection to AMI, from the first byte to the last; never used again after `closed`. */
export interface AmiConnection {
  /**
   * Sends an action; with `list`, waits for all events of its answer too. Never rejects, never hangs. The field
   * `actionid` is its id, where somebody has to know it; else one is made.
   */
  action(name: string, fields?: Readonly<Record<string, string>>, list?: boolean): Promise<ActionResult>;
  /** Drops the socket at once. */
  close(reason: string): void;
}

export interface ConnectionOptions {
  readonly host: string;
  readonly port: number;
  readonly username: string;
  readonly secret: string;
  /** For connecting with log-in, and for each action. */
  readonly actionTimeoutMs: number;
  readonly maxPacketChars: number;
  readonly loggedIn: () => void;
  /** An event that answers no action of ours. */
  readonly event: (packet: Packet) => void;
  /** Something whole and sensible was heard. */
  readonly heard: () => void;
  readonly anomaly: (what: string) => void;
  /** Called once. `refused`: the password or the user is wrong. */
  readonly closed: (reason: string, refused: boolean) => void;
}

interface Pending {
  readonly list: boolean;
  readonly events: Packet[];
  reply: Packet | null;
  readonly settle: (result: ActionResult) => void;
}

/** Connects and logs in. A fresh instance of the package each time: its buffers do not survive a reset usefully. */
export function openConnection(options: ConnectionOptions): AmiConnection {
  const manager = createManager(undefined, options.host, options.username, options.secret, true);
  const pending = new Map<string, Pending>();
  let ready = false;
  let closed = false;
  let lastError = '';
  let socket: Socket | undefined;

  const close = (reason: string, refused = false) => {
    if (closed) return;
    closed = true;
    clearTimeout(deadline);
    socket?.destroy();
    manager.disconnect();
    for (const one of [...pending.values()]) one.settle({ ok: false, kind: 'unreachable', reason });
    options.closed(reason, refused);
  };
  const deadline = setTimeout(() => close('no log-in in time'), options.actionTimeoutMs);

  // The package's own dispatch lets a packet name any event of its emitter; ours replaces it.
  manager.removeAllListeners('rawevent');
  manager.on('rawevent', (item: unknown) => {
    if (closed) return;
    const packet = normalisePacket(item);
    if (!packet || (!packet.event && !packet.response)) return options.anomaly(`nonsense in ${kindOf(item)}`);
    options.heard();
    const id = packet.actionid ?? '';
    const asked = pending.get(id);
    // The log-in is sent by the package itself, under an id of digits.
    if (packet.response && (asked || (!ready && /^\d+$/.test(id)))) {
      manager.emit(id, packet.response.toLowerCase() === 'error' ? packet : undefined, packet);
    } else if (asked && packet.event) {
      asked.events.push(packet);
      if (packet.eventlist?.toLowerCase() === 'complete' && asked.reply) {
        asked.settle({ ok: true, reply: asked.reply, events: asked.events });
      }
    } else if (packet.event) options.event(packet);
  });
  manager.on('error', (error: Error) => {
    lastError = error.message;
  });
  manager.on('close', () => close(lastError || 'closed by the exchange'));

  // The package hides its socket, which is needed to drop a dead link and to bound what is read.
  const capture = (message: unknown) => {
    socket = (message as { socket: Socket }).socket;
  };
  subscribe('net.client.socket', capture);
  try {
    manager.connect(options.port, options.host, () =>
      manager.login((error) => {
        if (closed) return;
        if (error) return close('the exchange refused the log-in', true);
        ready = true;
        clearTimeout(deadline);
        options.loggedIn();
      }),
    );
  } finally {
    unsubscribe('net.client.socket', capture);
  }
  if (socket) {
    const frame = createFraming(options.maxPacketChars, () => options.anomaly('a packet without end'));
    const [parse] = socket.listeners('data') as [(text: string) => void];
    socket.removeListener('data', parse);
    socket.on('data', (chunk) => {
      const whole = frame(String(chunk));
      if (whole && !closed) parse(whole);
    });
  }

  return {
    close: (reason) => close(reason),
    action(name, fields = {}, list = false) {
      if (closed || !ready) return Promise.resolve({ ok: false, kind: 'unreachable', reason: 'no link' });
      if (!Object.values(fields).every(isSendable)) {
        return Promise.resolve({ ok: false, kind: 'rejected', reason: 'a value holds a line end or NUL' });
      }
      return new Promise((resolve) => {
        const id = fields.actionid ?? randomUUID();
        const settle = (result: ActionResult) => {
          clearTimeout(timer);
          pending.delete(id);
          manager.removeAllListeners(id);
          resolve(result);
        };
        const timer = setTimeout(
          () => settle({ ok: false, kind: 'timeout', reason: `no reply to ${name} in ${options.actionTimeoutMs} ms` }),
          options.actionTimeoutMs,
        );
        const entry: Pending = { list, events: [], reply: null, settle };
        pending.set(id, entry);
        manager.action({ ...fields, action: name, actionid: id }, (error, reply) => {
          const packet = reply as Packet;
          entry.reply = packet;
          if (error) settle({ ok: false, kind: 'rejected', reason: packet.message ?? 'refused by the exchange' });
          else if (!list) settle({ ok: true, reply: packet, events: [] });
        });
      });
    },
  };
}

/** Name of the event, where it is one; nothing of what the packet holds. */
function kindOf(item: unknown): string {
  const name = (item as { event?: unknown } | null)?.event;
  return typeof name === 'string' && /^\w{1,40}$/.test(name) ? `the event ${name}` : 'a packet without a name';
}
