import type { Gateways } from '../messages/gateways.ts';
import type { FileReads, WantedFile } from '../ports/files.ts';
import type { Log, Store } from '../ports/ports.ts';
import { createLoop, type Loop } from '../shared/loop.ts';
import type { KeepFile } from './keep-file.ts';

export interface FetchMediaDeps {
  readonly store: Pick<Store, 'transaction'> & Pick<FileReads, 'claimWanted'>;
  readonly gateways: Pick<Gateways, 'named'>;
  readonly keep: KeepFile;
  readonly log: Log;
}

const atOnce = 4;
const triesAtMost = 12;
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** A provider that is away is back within minutes; a disk that is full is, when somebody has made room. */
const againAfterMs = (tries: number): number => Math.min(6 * hourMs, minuteMs * 2 ** Math.min(tries, 20));

/** These pass: they are nothing about the file. */
const passing: ReadonlySet<string> = new Set(['files_full', 'files_away']);

/**
 * Fetches the pictures, documents and sounds that citizens sent with their messages, from the gateways that took them, and
 * keeps them with their cases. What was refused, and what could not be had, stands in the case with its reason.
 */
export function createFetchMedia({ store, gateways, keep, log }: FetchMediaDeps): Loop {
  const settle = async (wanted: WantedFile): Promise<void> => {
    const why = await outcomeOf(wanted);
    if (why === null) return;
    const { id, tries, gateway } = wanted;
    const over = !why.again || tries + 1 >= triesAtMost;
    log.warn({ gateway, why: why.fault, over }, 'what came with a message could not be kept');
    await store.transaction((tx) =>
      over ? tx.files.refuse(id, why.fault) : tx.files.later(id, why.fault, againAfterMs(tries)),
    );
  };

  /** Null: it is kept. */
  const outcomeOf = async (wanted: WantedFile): Promise<{ fault: string; again: boolean } | null> => {
    const { url, id, caseId, messageId, at, channel } = wanted;
    const gateway = gateways.named(wanted.gateway);
    if (!gateway?.media) return { fault: 'media_unknown', again: false };
    const got = await gateway.media(url);
    if (!got.ok) return { fault: `media_${got.kind}`, again: got.kind === 'away' };
    const kept = await keep({
      ...{ id, caseId, messageId, at, source: 'message', personId: null, name: '' },
      ...(channel && { channel }),
      bytes: got.body,
    }).catch((error: unknown) => {
      // Broken off in the midst, or the database is away.
      log.warn({ err: error, gateway: wanted.gateway }, 'what came with a message broke off');
      return { ok: false, why: 'files_away' } as const;
    });
    return kept.ok ? null : { fault: kept.why, again: passing.has(kept.why) };
  };

  return createLoop({
    round: async (stopping) => {
      const claimed = await store.claimWanted(atOnce);
      for (const wanted of claimed) {
        if (stopping()) return false;
        await settle(wanted);
      }
      return claimed.length === atOnce;
    },
    log,
    trouble: 'what came with messages could not be fetched',
  });
}
