import { randomUUID } from 'node:crypto';
import type { ErasureCard, PersonFound, Whose } from '../../contract/privacy.ts';
import { parseEmail } from '../../domain/identity/email.ts';
import { checkNik, maskNik, normalizeNik } from '../../domain/identity/nik.ts';
import { maskPhone, parsePhone } from '../../domain/identity/phone.ts';
import { citizenAddress } from '../../domain/message/address.ts';
import { has } from '../../domain/rights/rights.ts';
import type { Directory } from '../people/directory.ts';
import type { Actor } from '../people/policies.ts';
import type { AuditEntry } from '../ports/audit.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { By, Corrected, PersonCase, PersonKey, PersonRightsStore } from '../ports/person-rights.ts';

/** Why nothing was done; said before anything is. */
export type Refusal =
  | 'number_invalid'
  | 'nik_invalid'
  | 'email_invalid'
  | 'shared_number'
  | 'nobody_known'
  | 'case_open';
export type Done<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly why: Refusal };
export type Decision = { readonly cases: number } | 'not_found' | 'four_eyes' | 'case_open';

/** What a person may ask of the office (UU 27/2022, art. 5 to 10), done by whoever is in charge of it. */
export interface PersonRights {
  find(actor: Actor, whose: Whose): Promise<Done<PersonFound>>;
  file(actor: Actor, whose: Whose): Promise<Done<readonly PersonCase[]>>;
  correct(actor: Actor, whose: Whose, fields: Corrected): Promise<Done<number>>;
  restrict(actor: Actor, whose: Whose, restricted: boolean): Promise<Done<number>>;
  /** An erasure that waits for somebody else. */
  ask(actor: Actor, whose: Whose): Promise<Done<string>>;
  erasures(actor: Actor): Promise<readonly ErasureCard[]>;
  decide(actor: Actor, erasureId: string, confirmed: boolean, reason: string): Promise<Decision>;
}

export interface PersonRightsDeps {
  readonly store: PersonRightsStore;
  readonly directory: Pick<Directory, 'nameOf'>;
  /** Shows open cases as they now are, where somebody works on them. */
  readonly shown: (records: readonly CaseRecord[]) => Promise<void> | void;
  readonly note: (entry: AuditEntry) => Promise<void>;
}

export function createPersonRights({ store, directory, shown, note }: PersonRightsDeps): PersonRights {
  const keyOf = ({ by, value, callerId }: Whose): (PersonKey & { readonly masked: string }) | Refusal => {
    if (by === 'nik') {
      const nik = checkNik(value).ok ? normalizeNik(value) : null;
      if (nik === null) return 'nik_invalid';
      return { by, index: store.indexOf(nik), callerId, masked: maskNik(nik) };
    }
    if (by === 'email') {
      const email = parseEmail(value) && citizenAddress('email', value);
      return email ? { by, index: store.indexOf(email.key), callerId, masked: email.masked } : 'email_invalid';
    }
    const phone = parsePhone(value);
    if (!phone) return 'number_invalid';
    return { by, index: store.indexOf(phone.e164), callerId, masked: maskPhone(phone.e164) };
  };

  /** Does the work where it is clear whose data they are. */
  const forOne = async <T>(
    actor: Actor,
    whose: Whose,
    work: (key: PersonKey & { readonly masked: string }, by: By) => Promise<Done<T>>,
  ): Promise<Done<T>> => {
    const key = keyOf(whose);
    if (typeof key === 'string') return { ok: false, why: key };
    const people = await store.people(key);
    if (people.length > 1 && key.callerId === null) return { ok: false, why: 'shared_number' };
    if (key.callerId !== null && !people.some(({ callerId }) => callerId === key.callerId))
      return { ok: false, why: 'nobody_known' };
    const cases = await store.cases(key);
    if (people.length === 0 && cases.length === 0 && (await store.aside(key)) === 0)
      return { ok: false, why: 'nobody_known' };
    return work(key, { userId: actor.userId, reason: whose.reason });
  };
  const reached = async (cases: Promise<number>): Promise<Done<number>> => ({ ok: true, value: await cases });

  return {
    find: async (actor, whose) => {
      const key = keyOf(whose);
      if (typeof key === 'string') return { ok: false, why: key };
      // The number itself stays out of the audit; the fingerprint tells one search from another.
      const subject = `${key.by} ${key.index.slice(0, 12)}`;
      await note({ personId: actor.userId, action: 'subject.found', subject, reason: whose.reason });
      const [people, cases, aside] = await Promise.all([
        store.people(key),
        store.cases({ ...key, callerId: null }),
        store.aside(key),
      ]);
      const found = cases.map(({ caseId, ticketNumber, callerId, openedAt, state, restricted = false }) => {
        const { basis } = state;
        const consent = basis?.kind === 'consent' ? (basis.answer ?? ('asked' as const)) : null;
        return { caseId, ticketNumber, callerId, openedAt, open: state.closedAt === null, restricted, consent };
      });
      return {
        ok: true,
        value: { masked: key.masked, shared: people.length > 1, people: [...people], cases: found, aside },
      };
    },
    file: (actor, whose) => forOne(actor, whose, async (key, by) => ({ ok: true, value: await store.file(key, by) })),
    correct: (actor, whose, fields) =>
      forOne(actor, whose, async (key, by) => {
        const value = await store.correct(key, fields, by);
        await shown((await store.cases(key)).filter(({ state }) => state.closedAt === null));
        return { ok: true, value };
      }),
    restrict: (actor, whose, restricted) =>
      forOne(actor, whose, (key, by) => reached(store.restrict(key, restricted, by))),
    ask: (actor, whose) =>
      forOne(actor, whose, async (key, by) => {
        const cases = await store.cases(key);
        if (cases.some(({ state }) => state.closedAt === null)) return { ok: false, why: 'case_open' };
        const id = randomUUID();
        await store.ask({ id, key, masked: key.masked, reason: whose.reason }, by);
        return { ok: true, value: id };
      }),
    erasures: async (actor) =>
      (await store.erasures()).map(({ id, key: _, askedBy, decidedBy, ...rest }) => ({
        ...rest,
        erasureId: id,
        askedByName: directory.nameOf(askedBy),
        decidedByName: directory.nameOf(decidedBy),
        mine: rest.outcome === null && has(actor, 'confirm erasure', { erasure: { askedBy } }),
      })),
    decide: async (actor, erasureId, confirmed, reason) => {
      const asked = (await store.erasures()).find(({ id, outcome }) => id === erasureId && outcome === null);
      if (!asked) return 'not_found';
      if (!has(actor, 'confirm erasure', { erasure: asked })) return 'four_eyes';
      const decided = await store.decide(erasureId, { userId: actor.userId, reason }, confirmed);
      if (decided === 'open') return 'case_open';
      return decided ?? 'not_found';
    },
  };
}
