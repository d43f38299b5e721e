import { setTimeout as sleep } from 'node:timers/promises';
import { backOffMs } from '../../back-off.ts';
import { type Connected, connect, folderOf, type MailBox, nameOf } from './imap.ts';

/** How far a box has been read. */
export interface MailCursor {
  readonly validity: string;
  /** The number of the last mail that was taken, and all before it. */
  readonly lastUid: number;
  /** Epoch ms: when that was. */
  readonly at: number;
}

/** Where it is kept, so that a restart neither loses nor repeats. Both throw while the database is away. */
export interface MailCursors {
  read(box: string): Promise<MailCursor | null>;
  write(box: string, cursor: MailCursor): Promise<void>;
}

/** A mail in its box. */
export interface MailAt {
  readonly box: MailBox;
  readonly validity: string;
  readonly uid: number;
  /** Epoch ms: when its server took it. */
  readonly at: number;
  /** All of it; null: it is larger than may be fetched. */
  readonly raw: Uint8Array | null;
  /** Of one too large: its head. */
  readonly head: Uint8Array | null;
}

/** What becomes of a mail in its box when we have it. */
export type Handled = { readonly as: 'left' } | { readonly as: 'seen' } | { readonly as: 'moved'; readonly to: string };

export interface BoxOptions {
  readonly box: MailBox;
  readonly cursors: MailCursors;
  readonly handled: Handled;
  readonly mostBytes: number;
  /** How often the box is looked into where its server tells nothing by itself (IDLE), or fell silent. */
  readonly pollMs: number;
  readonly timeoutMs: number;
  readonly now: () => number;
  /** @throws when it could not be kept: it is brought again */
  readonly take: (mail: MailAt) => Promise<void>;
  readonly heard: () => void;
  readonly lost: () => void;
}

const dayMs = 86_400_000;
const pauses = { firstMs: 1_000, longestMs: 60_000 };

/**
 * Looks into one box, and on: what is new is taken in the order in which it came, each noted when it is kept. A connection
 * that breaks is made anew; nothing that was not noted is passed over. `stop` returns when nothing is under way.
 */
export function watchBox(options: BoxOptions): { stop(): Promise<void> } {
  const { box, cursors, handled, mostBytes, pollMs, timeoutMs, now, take, heard, lost } = options;
  const name = nameOf(box);
  const ending = new AbortController();
  const { signal } = ending;
  let open: Connected | null = null;
  let failures = 0;

  /** The numbers of what came since; under another validity, or in a box never seen, those of the last day. */
  const fresh = async ({ client, validity }: Connected): Promise<readonly number[]> => {
    const cursor = await cursors.read(name);
    const known = cursor?.validity === validity ? cursor : null;
    const since = new Date((cursor?.at ?? now()) - dayMs);
    const found = await client.search(known ? { uid: `${known.lastUid + 1}:*` } : { since }, { uid: true });
    if (!Array.isArray(found)) throw new Error('the mailbox cannot be searched');
    // `n:*` has the last one in it, whatever its number.
    const uids = found.filter((uid) => uid > (known?.lastUid ?? 0)).sort((a, b) => a - b);
    if (!known && uids.length === 0) await cursors.write(name, { validity, lastUid: newest(client), at: now() });
    return uids;
  };

  const takeOne = async ({ client, validity }: Connected, uid: number): Promise<void> => {
    const one = { uid: true } as const;
    const facts = await client.fetchOne(String(uid), { size: true, internalDate: true }, one);
    // Somebody deleted or moved it meanwhile.
    if (!facts) return;
    const at = new Date(facts.internalDate ?? now()).getTime() || now();
    const tooLarge = (facts.size ?? 0) > mostBytes;
    const asked = tooLarge ? { headers: true } : { source: { maxLength: mostBytes } };
    const got = await client.fetchOne(String(uid), asked, one);
    if (!got) return;
    const raw = tooLarge ? null : (got.source ?? new Uint8Array());
    await take({ box, validity, uid, at, raw, head: tooLarge ? (got.headers?.subarray(0, 200_000) ?? null) : null });
  };

  const takeNew = async (connected: Connected): Promise<void> => {
    const { client, validity } = connected;
    for (const uid of await fresh(connected)) {
      if (signal.aborted) return;
      await takeOne(connected, uid);
      await cursors.write(name, { validity, lastUid: uid, at: now() });
      // That people see what is dealt with is a help and no more.
      if (handled.as === 'seen') await client.messageFlagsAdd(String(uid), ['\\Seen'], { uid: true });
      if (handled.as === 'moved') await moved(client, uid, handled.to);
    }
  };

  const session = async (): Promise<void> => {
    const connected = await connect(box, mostBytes, timeoutMs);
    open = connected;
    const { client } = connected;
    let wake = () => {};
    let more = true;
    client.on('exists', () => {
      more = true;
      wake();
    });
    while (!signal.aborted && client.usable) {
      more = false;
      await takeNew(connected);
      heard();
      failures = 0;
      if (more) continue;
      const pause = new AbortController();
      await Promise.race([
        new Promise<void>((resolve) => {
          wake = resolve;
        }),
        connected.over,
        sleep(pollMs, undefined, { signal: AbortSignal.any([signal, pause.signal]) }).catch(() => {}),
      ]);
      pause.abort();
    }
  };

  const run = async (): Promise<void> => {
    while (!signal.aborted) {
      await session().catch(() => {});
      open?.client.close();
      open = null;
      if (signal.aborted) return;
      lost();
      await sleep(backOffMs(pauses, failures), undefined, { signal }).catch(() => {});
      failures += 1;
    }
  };
  const running = run();
  return {
    stop: async () => {
      ending.abort();
      // What waits for its server would wait for long.
      (open as Connected | null)?.client.close();
      await running;
    },
  };
}

/** The number that the newest mail has, or had. */
const newest = (client: Connected['client']): number =>
  client.mailbox ? Math.max(0, Number(client.mailbox.uidNext ?? 1) - 1) : 0;

async function moved(client: Connected['client'], uid: number, to: string): Promise<void> {
  if (await client.messageMove(String(uid), to, { uid: true }).catch(() => false)) return;
  await client.mailboxCreate(to).catch(() => {});
  await client.messageMove(String(uid), to, { uid: true }).catch(() => false);
}

/** Fetches a mail once more, wherever it was moved to. Null: it is gone. @throws when its server is away */
export async function fetchAgain(
  { box, validity, uid, messageId }: Pick<MailAt, 'box' | 'validity' | 'uid'> & { readonly messageId: string | null },
  { handled, mostBytes, timeoutMs }: Pick<BoxOptions, 'handled' | 'mostBytes' | 'timeoutMs'>,
): Promise<Uint8Array | null> {
  const connected = await connect(box, mostBytes, timeoutMs);
  const { client } = connected;
  const source = async (number: number) => {
    const got = await client.fetchOne(String(number), { source: { maxLength: mostBytes } }, { uid: true });
    return got ? (got.source ?? null) : null;
  };
  try {
    const there = connected.validity === validity ? await source(uid) : null;
    if (there || messageId === null) return there;
    const folders = handled.as === 'moved' ? [handled.to, folderOf(box)] : [folderOf(box)];
    for (const folder of folders) {
      await client.mailboxOpen(folder);
      const [found] = (await client.search({ header: { 'message-id': messageId } }, { uid: true })) || [];
      if (found !== undefined) return await source(found);
    }
    return null;
  } finally {
    client.close();
  }
}
