import type { AdministrationDeps } from '../app/people/administration.ts';
import type { Gateway } from '../realtime/gateway.ts';
import type { Core } from './core.ts';

export interface PeopleEffectsDeps {
  readonly core: Pick<Core, 'agents' | 'align' | 'directory' | 'listenings' | 'refreshPeople'>;
  /** Whoever is out is rung no more. */
  readonly leaveQueue: (userId: string, causeId: string) => Promise<void>;
  readonly endSockets: Gateway['end'];
  /** Ids of causes, each its own. */
  readonly newId: () => string;
}

/** What a running server does when the list of people has changed, so that it holds at once on every screen and telephone. */
export function createPeopleEffects({
  core,
  leaveQueue,
  endSockets,
  newId,
}: PeopleEffectsDeps): AdministrationDeps['effects'] {
  const { agents, directory, listenings } = core;
  return {
    leavesTelephone: async (personId) => {
      const state = agents.all().find(({ userId }) => userId === personId)?.status.state ?? 'logged-out';
      if (state === 'reserved' || state === 'talking' || state === 'wrap-up') return 'agent_in_call';
      await leaveQueue(personId, `telephone:${newId()}`);
      // Afterwards nobody would know which telephone was in the queues for this person.
      return (await core.align(personId)).ok ? null : 'exchange_away';
    },
    changed: async (personIds, over) => {
      for (const userId of over ? personIds : []) {
        endSockets({ userId });
        // Whom the directory does not know was not active: there is nothing to leave.
        if (directory.byId(userId)) {
          await leaveQueue(userId, `person:${newId()}`);
          await listenings.endOf(userId);
        }
      }
      await core.refreshPeople();
    },
    loggedOut: async (userId) => endSockets({ userId }),
  };
}
