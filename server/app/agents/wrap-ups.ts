import { randomUUID } from 'node:crypto';
import { extensionsLeft } from '../../domain/agent/agent.ts';
import type { Clock, Log, Store } from '../ports/ports.ts';
import type { Agents } from './agents.ts';

export type WrapUpAnswer = 'done' | 'not_in_wrap_up' | 'no_extension_left';

/** How agents end their wrap-ups before the recap is written, or make them longer; and those whose time is over. */
export interface WrapUps {
  /** Takes calls again; what is owed stays on the desk, and its clock runs on. */
  finish(userId: string): Promise<WrapUpAnswer>;
  extend(userId: string): Promise<WrapUpAnswer>;
  /** Ends those whose time is over. Never rejects. */
  look(): Promise<void>;
}

export interface WrapUpsDeps {
  readonly store: Pick<Store, 'transaction'>;
  readonly agents: Pick<Agents, 'all' | 'change' | 'committed'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly kickOutbox: () => void;
}

export const lookEveryMs = 1_000;

export function createWrapUps({ store, agents, clock, log, kickOutbox }: WrapUpsDeps): WrapUps {
  const change = async (userId: string, type: 'finish' | 'extend' | 'lapse-wrap-up', causeId: string) => {
    const changed = await store.transaction((tx) => agents.change(tx, userId, { type }, causeId));
    agents.committed(changed);
    if (changed) kickOutbox();
    return changed !== null;
  };
  const statusOf = (userId: string) => agents.all().find((agent) => agent.userId === userId)?.status;

  return {
    finish: async (userId) => ((await change(userId, 'finish', `finish:${randomUUID()}`)) ? 'done' : 'not_in_wrap_up'),
    extend: async (userId) => {
      const status = statusOf(userId);
      if (status?.state !== 'wrap-up') return 'not_in_wrap_up';
      if (extensionsLeft(status) === 0) return 'no_extension_left';
      return (await change(userId, 'extend', `extend:${randomUUID()}`)) ? 'done' : 'no_extension_left';
    },
    look: async () => {
      for (const { userId, status } of agents.all()) {
        const until = status.state === 'wrap-up' ? status.wrapUp?.until : undefined;
        if (until === undefined || until > clock.now()) continue;
        // Of several servers one ends it: the others find it ended.
        await change(userId, 'lapse-wrap-up', `wrap-up:${userId}:${until}`).catch((error: unknown) =>
          log.warn({ err: error, userId }, 'a wrap-up could not be ended'),
        );
      }
    },
  };
}
