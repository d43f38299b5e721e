import { setTimeout as sleep } from 'node:timers/promises';
import { type Request, Router } from 'express';
import { ipKeyGenerator } from 'express-rate-limit';
import type { PasskeyFault, Passkeys } from '../../app/people/passkeys.ts';
import type { SecurityLog } from '../../app/people/security-log.ts';
import type { Me, Role } from '../../contract/people.ts';
import { meOf, type PersonForLogIn, wrongPasswordMs } from '../me.ts';
import { HttpProblem } from '../problem.ts';
import { needParty, type PartyOf } from '../relying-party.ts';
import { mount } from '../route.ts';
import { logInto } from '../session.ts';

export interface PasskeyRoutesDeps {
  readonly passkeys: Passkeys;
  readonly partyOf: PartyOf;
  readonly byId: (id: string) => Promise<PersonForLogIn | null>;
  /** What the person works as; groups of a directory may say it. @throws HttpProblem when it is nothing */
  readonly roleOf: (person: PersonForLogIn) => Promise<Role>;
  readonly owes: (person: PersonForLogIn) => Promise<Me['owes']>;
  /** Where people log in by a provider: the only one who may do so here. */
  readonly emergencyAccount: string | null;
  readonly isEmergency: (person: { readonly username: string }) => boolean;
  readonly security: Pick<SecurityLog, 'note' | 'say'>;
  readonly loggedIn: (userId: string) => Promise<void>;
}

const details: Readonly<Record<PasskeyFault | 'passkey_known', string>> = {
  passkey_refused: 'This passkey does not open it.',
  passkey_expired: 'It took too long, or was used already. Try again.',
  passkey_copied: 'This passkey was copied: it was used elsewhere since. Take it away.',
  passkey_known: 'This authenticator is known already, or there are ten.',
};
/** @param status 401 at the log-in */
const passkeyProblem = (fault: PasskeyFault | 'passkey_known', status: 401 | 409 | 422): HttpProblem =>
  new HttpProblem(status, fault, details[fault]);

/**
 * Whether it is the one who is logged in that shows a passkey.
 * @param judged told whether it was right, before anything is thrown
 * @throws HttpProblem when it was not
 */
export async function checkShown(
  {
    passkeys,
    partyOf,
    security,
  }: Pick<PasskeyRoutesDeps, 'partyOf' | 'security'> & { passkeys: Pick<Passkeys, 'check'> },
  { request, personId, what }: { readonly request: Request; readonly personId: string; readonly what: string },
  passkey: unknown,
  judged: (right: boolean) => void,
): Promise<void> {
  const checked = await passkeys.check(personId, needParty(partyOf, request), passkey as never);
  judged(!('fault' in checked));
  if (!('fault' in checked)) return;
  const event = checked.fault === 'passkey_copied' ? 'passkey.copied' : 'login.failed';
  security.note({ event, personId, subject: `${ipKeyGenerator(request.ip ?? '')} ${what}` });
  throw passkeyProblem(checked.fault, 422);
}

/** Log-in with a passkey, and one's own passkeys. */
export function passkeyRoutes(deps: PasskeyRoutesDeps): Router {
  const { passkeys, partyOf, security } = deps;
  const router = Router();
  type Options = Record<string, unknown>;

  mount(router, 'askPasskey', async ({ request }) => {
    return (await passkeys.askLogIn(needParty(partyOf, request))) as unknown as Options;
  });

  mount(router, 'logInByPasskey', async ({ body, request }) => {
    const source = ipKeyGenerator(request.ip ?? '');
    const checked = await passkeys.check(null, needParty(partyOf, request), body.answer as never);
    if ('fault' in checked) {
      const { fault, personId } = checked;
      if (fault === 'passkey_copied') security.note({ event: 'passkey.copied', personId, subject: source });
      // What was not signed anybody can send as often as they like.
      else security.say({ event: 'login.failed', personId, subject: `${source} ${fault}` });
      await sleep(wrongPasswordMs);
      throw passkeyProblem(fault, 401);
    }
    const person = await deps.byId(checked.personId);
    if (!person) throw passkeyProblem('passkey_refused', 401);
    if (deps.emergencyAccount !== null && person.username !== deps.emergencyAccount)
      throw new HttpProblem(403, 'provider_only', 'Log in by the provider of identities.');
    const role = await deps.roleOf(person);
    await logInto(request, { userId: person.id, role }, source);
    const event = deps.isEmergency(person) ? 'login.emergency' : 'login';
    security.note({ event, personId: person.id, subject: `${source} passkey` });
    await deps.loggedIn(person.id);
    return meOf({ ...person, role }, await deps.owes({ ...person, role }));
  });

  mount(router, 'myPasskeys', async ({ actor }) => ({
    passkeys: (await passkeys.of(actor.userId)).map(({ id: passkeyId, name, addedAt, usedAt }) => {
      return { passkeyId, name, addedAt, usedAt };
    }),
  }));

  mount(router, 'beginPasskey', async ({ actor, request }) => {
    const party = needParty(partyOf, request);
    const person = await deps.byId(actor.userId);
    if (!person) throw new HttpProblem(404, 'not_found', 'There is nobody like that.');
    return (await passkeys.begin(person, party)) as unknown as Options;
  });

  mount(router, 'addPasskey', async ({ actor, body, request }) => {
    const party = needParty(partyOf, request);
    const added = await passkeys.add(actor.userId, party, body.name, body.passkey as never);
    if (typeof added === 'string') throw passkeyProblem(added, added === 'passkey_known' ? 409 : 422);
    security.note({ event: 'passkey.added', personId: actor.userId, subject: actor.userId });
    return { passkeyId: added.id };
  });

  mount(router, 'removePasskey', async ({ actor, params }) => {
    if (!(await passkeys.remove(actor.userId, params.passkeyId)))
      throw new HttpProblem(404, 'not_found', 'You have no such passkey.');
    security.note({ event: 'passkey.removed', personId: actor.userId, subject: actor.userId });
    return undefined as never;
  });

  mount(router, 'askProof', async ({ actor, request }) => {
    return (await passkeys.askProof(actor.userId, needParty(partyOf, request))) as unknown as Options;
  });

  return router;
}
