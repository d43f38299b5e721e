import type { MailReader, MailReading } from '../../telephony/messaging/email/mail.ts';
import { createWorker, type WhyUnanswered, type WorkerBounds } from '../worker/worker.ts';
import type { MailWork } from './mail-process.ts';

const usual: WorkerBounds = { limitMs: 30_000, megabytes: 768, waiting: 16, idleMs: 60_000 };
const whyNot = {
  away: 'away',
  too_many: 'away',
  failed: 'unreadable',
  too_long: 'unreadable',
  ended: 'unreadable',
} as const satisfies Record<WhyUnanswered, string>;

/** Reads mail in a process of its own, which has no key and no connection. */
export function createMailReader(bounds: Partial<WorkerBounds> = {}): MailReader & { close(): Promise<void> } {
  const program = new URL('./mail-process.js', import.meta.url);
  const worker = createWorker({ program, bounds: { ...usual, ...bounds } });
  const work = async <T>(asked: MailWork): Promise<MailReading<T>> => {
    const worked = await worker.ask<MailReading<T>>(asked);
    return worked.ok ? worked.answer : { ok: false, why: whyNot[worked.why] };
  };
  return {
    mail: (raw) => work({ what: 'mail', raw }),
    files: (raw) => work({ what: 'files', raw }),
    close: worker.close,
  };
}
