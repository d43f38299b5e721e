import { setTimeout as sleep } from 'node:timers/promises';
import type { LiveCases } from '../cases/live-cases.ts';
import type { Log, Store } from '../ports/ports.ts';

export interface ConversationsDeps {
  readonly store: Pick<Store, 'messages' | 'casesByIds'>;
  readonly liveCases: LiveCases;
  readonly log: Log;
}

/** How the conversations of open cases stand, on the cards of those who work on them. */
export interface Conversations {
  /** Messages of these cases were added or changed. Several changes that come at once are shown once. */
  changed(caseIds: readonly string[]): void;
  /** At a start: of these open cases. */
  load(caseIds: readonly string[]): Promise<void>;
  /** All that `changed` was told is shown. */
  idle(): Promise<void>;
}

const gatherMs = 30;

export function createConversations({ store, liveCases, log }: ConversationsDeps): Conversations {
  const waiting = new Set<string>();
  let showing: Promise<void> | null = null;

  const load = async (caseIds: readonly string[]) => {
    for (const facts of await store.messages.conversations(caseIds)) liveCases.converse(facts);
  };

  const show = async () => {
    while (waiting.size > 0) {
      const caseIds = [...waiting].slice(0, 200);
      for (const caseId of caseIds) waiting.delete(caseId);
      await load(caseIds);
      for (const record of await store.casesByIds(caseIds)) liveCases.put(record);
      // What changes within a moment is shown together: nobody sees the difference, and a storm is not read one by one.
      if (waiting.size > 0) await sleep(gatherMs);
    }
  };

  return {
    changed: (caseIds) => {
      for (const caseId of caseIds) waiting.add(caseId);
      showing ??= show()
        // What could not be read is shown with the next change, or when the page is opened anew.
        .catch((error: unknown) => log.warn({ err: error }, 'a conversation could not be shown'))
        .finally(() => {
          showing = null;
        });
    },
    load,
    idle: async () => {
      while (showing) await showing;
    },
  };
}
