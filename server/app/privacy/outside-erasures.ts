import type { Forgotten } from '../../../telephony/forgotten.ts';
import type { ExchangePort } from '../../../telephony/port.ts';
import type { Gateways } from '../messages/gateways.ts';
import type { Log } from '../ports/ports.ts';
import type { OutsideErasure, OutsideErasureStore } from '../ports/retention.ts';
import { createEvery, type Every } from '../shared/every.ts';

export interface OutsideErasuresDeps {
  readonly store: Pick<OutsideErasureStore, 'claim' | 'done' | 'failed'>;
  readonly exchange: Pick<ExchangePort, 'name' | 'forgetRecording'>;
  readonly gateways: Pick<Gateways, 'named'>;
  /** The store in which files are kept now. */
  readonly files: { readonly store: string; forget(blob: string): Promise<Forgotten> };
  readonly log: Log;
  /** How often it looks, ms; a quarter of a minute unless told. */
  readonly everyMs?: number;
}

const lookEveryMs = 15_000;
const atOnce = 50;
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** The longer it fails, the more seldom it is tried: it may be a token that people have to put right. */
const againAfterMs = (tries: number): number => Math.min(dayMs, minuteMs * 2 ** Math.min(tries, 20));

/**
 * Has deleted what exchanges and gateways keep of what we let go of. Those that cannot delete keep their own rules: what
 * lies there is the office's to delete.
 */
export function createOutsideErasures(deps: OutsideErasuresDeps): Every {
  const { store, exchange, gateways, files, log, everyMs = lookEveryMs } = deps;
  const holderOf = ({ kind, holder }: OutsideErasure) => {
    if (kind === 'recording') return exchange.name === holder ? { forget: exchange.forgetRecording } : null;
    if (kind === 'file') return files.store === holder ? files : null;
    return gateways.named(holder);
  };
  const carryOut = async (erasure: OutsideErasure): Promise<void> => {
    const { kind, holder: name, reference, tries } = erasure;
    const holder = holderOf(erasure);
    if (holder && !holder.forget) return store.done(erasure);
    const came = (await holder?.forget?.(reference)) ?? { ok: false, reason: 'it is not configured here' };
    if (came.ok) return store.done(erasure);
    log.warn({ kind, holder: name, reason: came.reason }, 'what we let go of could not be deleted there');
    await store.failed(erasure, came.reason, againAfterMs(tries));
  };
  const look = async (): Promise<void> => {
    try {
      for (let claimed = await store.claim(atOnce); claimed.length > 0; claimed = await store.claim(atOnce))
        for (const erasure of claimed) await carryOut(erasure);
    } catch (error) {
      log.warn({ err: error }, 'what is to be deleted elsewhere could not be looked at');
    }
  };
  return createEvery(everyMs, look);
}
