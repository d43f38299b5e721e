import { Router } from 'express';
import type { PeopleAdministration } from '../../app/people/administration.ts';
import type { PersonRefusal, Refused } from '../../app/people/decided.ts';
import type { ChangedBy } from '../../app/ports/people.ts';
import type { PersonCard } from '../../contract/people-list.ts';
import { HttpProblem, invalid } from '../problem.ts';
import { mount } from '../route.ts';

const refusals: Readonly<Record<PersonRefusal, readonly [status: 404 | 409 | 503, detail: string]>> = {
  not_found: [404, 'There is nobody like that.'],
  last_administrator: [409, 'Nobody could administer any more: make somebody else an administrator first.'],
  person_changed: [409, 'It was changed again meanwhile, or cannot be taken back.'],
  agent_in_call: [409, 'This agent has a call or its recap: the extension is changed after it.'],
  exchange_away: [503, 'The exchange does not take the former extension out of its queues; nothing was changed.'],
};

/** What was done. @throws HttpProblem saying why nothing was */
function done<Result extends object | null>(result: Result): Exclude<Result, Refused> {
  const refused = result as Refused | Exclude<Result, Refused>;
  if (refused !== null && 'refusal' in refused) {
    const [status, detail] = refusals[refused.refusal];
    throw new HttpProblem(status, refused.refusal, detail);
  }
  if (refused !== null && 'faults' in refused)
    throw invalid(refused.faults.flat().map(({ field, code }) => ({ field, code, message: code })));
  return refused as Exclude<Result, Refused>;
}

export interface PeopleListRoutesDeps {
  readonly administration: PeopleAdministration;
}

/** Who works here, as the administrator keeps it. */
export function peopleListRoutes({ administration }: PeopleListRoutesDeps): Router {
  const router = Router();
  const by = ({ userId }: { readonly userId: string }, way: ChangedBy['way'] = 'console'): ChangedBy => ({
    ...{ personId: userId, way },
  });

  mount(router, 'peopleList', async () => ({
    people: (await administration.all()).map(({ id: personId, role, ...person }) => ({
      ...person,
      personId,
      role: role as PersonCard['role'],
    })),
  }));
  mount(router, 'addPerson', async ({ actor, body }) => {
    const { added } = done(await administration.add([body], by(actor)));
    const [made] = added;
    if (!made) throw new HttpProblem(404, 'not_found', 'Nobody was added.');
    return made;
  });
  mount(router, 'changePerson', async ({ actor, params: { personId }, body }) => {
    done(await administration.change(personId, body, by(actor)));
    return undefined as never;
  });
  mount(router, 'setPersonActive', async ({ actor, params: { personId }, body: { active } }) => {
    done(await administration.setActive(personId, active, by(actor)));
    return undefined as never;
  });
  mount(router, 'resetPassword', async ({ actor, params: { personId } }) => {
    // One's own is changed by whoever knows it: an unattended desk would be taken over otherwise.
    if (personId === actor.userId)
      throw new HttpProblem(403, 'four_eyes', 'It is your own: change it, or another administrator makes one.');
    return done(await administration.resetPassword(personId, by(actor)));
  });
  mount(router, 'personChanges', async ({ params: { personId } }) => {
    const changes = await administration.changesOf(personId);
    if (!changes) throw new HttpProblem(404, 'not_found', 'There is nobody like that.');
    return { changes: [...changes] };
  });
  mount(router, 'undoPersonChange', async ({ actor, params: { personId, changeId } }) => {
    done(await administration.undo(personId, changeId, by(actor, 'undo')));
    return undefined as never;
  });
  return router;
}
