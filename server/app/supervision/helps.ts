import type { HelpCard } from '../../contract/supervision.ts';
import { talking } from '../../domain/call/call.ts';
import { has } from '../../domain/rights/rights.ts';
import type { LiveCalls } from '../calls/live-calls.ts';
import { deskOf, type Entry, type Topics } from '../live/topics.ts';
import type { Directory } from '../people/directory.ts';
import type { Actor } from '../people/policies.ts';
import type { Help, HelpStore } from '../ports/supervision.ts';
import type { Persist } from '../shared/persist.ts';
import { createSerial } from '../shared/serial.ts';

export type Helped =
  | { readonly ok: true }
  | { readonly ok: false; readonly why: 'not_your_call' | 'not_allowed' | 'no_help_asked' };

/** Agents who call a supervisor to the conversation they have. It ends with that conversation, or when it is handed on. */
export interface Helps {
  ask(actor: Actor, callId: string): Promise<Helped>;
  withdraw(actor: Actor, callId: string): Promise<Helped>;
  /** Of two supervisors the first one helps; the other hears that it is taken. */
  take(actor: Actor, callId: string): Promise<Helped>;
  /** The conversation is over, or with somebody else. */
  over(callId: string): void;
  /** Those who asked before a restart and talk on; who does not any more asks no more. */
  load(): Promise<void>;
  /** People or roles changed: another supervisor is to see it. */
  republish(): void;
  idle(): Promise<void>;
}

export interface HelpsDeps {
  readonly store: HelpStore;
  readonly topics: Topics;
  readonly directory: Directory;
  readonly liveCalls: Pick<LiveCalls, 'get'>;
  readonly persist: Persist;
}

export function createHelps({ store, topics, directory, liveCalls, persist }: HelpsDeps): Helps {
  const open = new Map<string, Help>();
  const serial = createSerial();

  const put = (help: Help) => {
    open.set(help.callId, help);
    topics.replace(`help:${help.callId}`, entriesOf(help));
  };
  const entriesOf = ({ callId, agentId, askedAt, takenBy }: Help): Entry[] => {
    const value: HelpCard = {
      ...{ callId, agentId, askedAt },
      ticketNumber: liveCalls.get(callId)?.ticket?.ticketNumber ?? null,
      agentName: directory.nameOf(agentId) ?? '',
      takenByName: directory.nameOf(takenBy),
    };
    const helpers = directory.all().filter((person) => has(person, 'give help'));
    const places = ['floor', ...[agentId, ...helpers.map(({ userId }) => userId)].map(deskOf)];
    return places.map((topic) => ({ topic, key: `helps/${callId}`, value }));
  };
  const drop = (callId: string) => {
    open.delete(callId);
    topics.replace(`help:${callId}`, []);
  };
  const talker = (callId: string) => {
    const call = liveCalls.get(callId)?.call;
    const talk = call && talking(call);
    return (talk && directory.byExtension(talk.extension)?.userId) ?? null;
  };
  /** In the order in which it was asked, of one call. */
  const inTurn = async (callId: string, work: () => Promise<Helped>): Promise<Helped> => {
    let helped: Helped = { ok: true };
    await serial.run(callId, async () => {
      helped = await work();
    });
    return helped;
  };

  return {
    ask: async (actor, callId) => {
      if (!has(actor, 'ask for help', { talk: { agentId: talker(callId) } }))
        return { ok: false, why: 'not_your_call' };
      return inTurn(callId, async () => {
        put(await store.askHelp(callId, actor.userId));
        // It ended while it was stored.
        if (talker(callId) !== actor.userId) {
          drop(callId);
          await store.endHelp(callId, 'ended');
        }
        return { ok: true };
      });
    },
    withdraw: async (actor, callId) => {
      if (open.get(callId)?.agentId !== actor.userId) return { ok: false, why: 'no_help_asked' };
      return inTurn(callId, async () => {
        await store.endHelp(callId, 'withdrawn');
        drop(callId);
        return { ok: true };
      });
    },
    take: async (actor, callId) => {
      if (!has(actor, 'give help')) return { ok: false, why: 'not_allowed' };
      return inTurn(callId, async () => {
        const help = await store.takeHelp(callId, actor.userId);
        if (help) put(help);
        else drop(callId);
        return help ? { ok: true } : { ok: false, why: 'no_help_asked' };
      });
    },
    over: (callId) => {
      if (!open.has(callId) && !serial.has(callId)) return;
      drop(callId);
      void serial.run(callId, async () => {
        await persist(`the end of a call for help ${callId}`, () => store.endHelp(callId, 'ended'));
        drop(callId);
      });
    },
    load: async () => {
      for (const help of await store.openHelps()) {
        if (talker(help.callId) === help.agentId) put(help);
        else await store.endHelp(help.callId, 'ended');
      }
    },
    republish: () => {
      for (const help of open.values()) put(help);
    },
    idle: () => serial.idle(),
  };
}
