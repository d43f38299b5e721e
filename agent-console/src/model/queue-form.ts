import type { QueueDraft, QueueOverview } from '../../../server/contract/queues.ts';

/** A queue as it is being written: numbers as typed. */
export interface QueueForm {
  readonly id: string;
  readonly name: { readonly id: string; readonly en: string };
  readonly services: readonly string[];
  readonly skills: readonly string[];
  readonly strategy: QueueDraft['strategy'];
  readonly ring: string;
  /** Empty: nobody waits too long. */
  readonly maxWait: string;
  /** `queue:ID` or `outside:ID`; empty: its callers are led nowhere. */
  readonly overflow: string;
  /** Likewise, while their service is closed. */
  readonly whenClosed: string;
  readonly overflowAfter: string;
  readonly wrapsUp: boolean;
  readonly seconds: string;
  readonly extendSeconds: string;
  readonly extensions: string;
}

/** How good somebody is at something, from 0 on. */
export const levelNames = ['none', 'learning', 'able', 'expert'] as const;

type Led = { readonly queue: string } | { readonly outside: string };

const ledWord = (to: Led | null | undefined): string =>
  !to ? '' : 'queue' in to ? `queue:${to.queue}` : `outside:${to.outside}`;
const ledOf = (word: string): Led => {
  const [kind = '', id = ''] = word.split(':', 2);
  return kind === 'outside' ? { outside: id } : { queue: id };
};

/** What stands in the form first. Pure. @param queue null: a new one */
export function queueForm(queue: QueueOverview['queues'][number] | null): QueueForm {
  const wrapUp = queue?.wrapUp ?? { seconds: 60, extendSeconds: 30, extensions: 2 };
  return {
    id: queue?.id ?? '',
    name: queue?.name ?? { id: '', en: '' },
    services: queue?.services ?? [],
    skills: queue?.skills ?? [],
    strategy: queue?.strategy ?? 'turns',
    ring: String(queue?.ringSeconds ?? 6),
    maxWait: queue?.maxWaitSeconds ? String(queue.maxWaitSeconds) : '',
    overflow: ledWord(queue?.overflow),
    whenClosed: ledWord(queue?.whenClosed),
    overflowAfter: String(queue?.overflow?.afterSeconds ?? 120),
    wrapsUp: (queue?.wrapUp ?? null) !== null,
    seconds: String(wrapUp.seconds),
    extendSeconds: String(wrapUp.extendSeconds),
    extensions: String(wrapUp.extensions),
  };
}

/** What is sent of it; what is no number stays as it is typed, for the check to say so. Pure. */
export function queueBody(form: QueueForm): unknown {
  const { name, services, skills, strategy } = form;
  const number = (text: string): number | string => (text.trim() === '' ? text : Number(text));
  return {
    ...{ name: { id: name.id.trim(), en: name.en.trim() }, services, skills, strategy },
    ringSeconds: number(form.ring),
    maxWaitSeconds: form.maxWait.trim() === '' ? null : number(form.maxWait),
    overflow: form.overflow === '' ? null : { ...ledOf(form.overflow), afterSeconds: number(form.overflowAfter) },
    whenClosed: form.whenClosed === '' ? null : ledOf(form.whenClosed),
    wrapUp: form.wrapsUp
      ? {
          seconds: number(form.seconds),
          extendSeconds: number(form.extendSeconds),
          extensions: number(form.extensions),
        }
      : null,
  };
}
