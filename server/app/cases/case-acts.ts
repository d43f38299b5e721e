import { type ActCommand, actOf, decideAct } from '../../domain/case/act.ts';
import { type ActEvent, type ActFieldName, actEvents } from '../../domain/case/acts.ts';
import { checkNik, maskNik, normalizeNik } from '../../domain/identity/nik.ts';
import { maskPhone, parsePhone } from '../../domain/identity/phone.ts';
import type { Directory } from '../people/directory.ts';
import { type Actor, mayAct, maySee } from '../people/policies.ts';
import type { CaseChange, CaseRecord, Clock, Sender, Store, StoreTransaction } from '../ports/ports.ts';
import type { SopRegistry } from '../procedures/registry.ts';
import type { CasePublisher } from './case-publisher.ts';
import { changeCase } from './case-writer.ts';
import type { FreeWords } from './free-words.ts';

export interface FieldFault {
  readonly field: string;
  readonly code: string;
}

export type ActResult =
  | { readonly ok: true; readonly record: CaseRecord }
  | { readonly ok: false; readonly kind: 'not-found' | 'forbidden' }
  | { readonly ok: false; readonly kind: 'rejected'; readonly rejection: string }
  | { readonly ok: false; readonly kind: 'invalid'; readonly faults: readonly FieldFault[] };

type Written = Readonly<Partial<Record<ActFieldName, string | undefined>>>;

/** The acts of people on cases, whatever the procedure. */
export interface CaseActs {
  /** @param id the act's own id: asked again with the same one, it is done once and answered the same. */
  perform(actor: Actor, caseId: string, event: string, fields: Written, id: string): Promise<ActResult>;
}

export interface CaseActsDeps {
  readonly store: Pick<Store, 'transaction' | 'callerContext'>;
  readonly sops: SopRegistry;
  readonly words: FreeWords;
  readonly directory: Directory;
  readonly publisher: CasePublisher;
  readonly clock: Clock;
}

/** Decided by the domain, stored in one transaction, shown after it. */
export function createCaseActs({ store, sops, words, directory, publisher, clock }: CaseActsDeps): CaseActs {
  const act = async (
    tx: StoreTransaction,
    actor: Actor,
    caseId: string,
    typed: ActCommand,
    id: string,
  ): Promise<ActResult | CaseChange> => {
    const locked = await tx.lockCase(caseId, id);
    if (!locked) return { ok: false, kind: 'not-found' };
    const { record, seen } = locked;
    const { shown, hidden } = words.split({ caseId, id, personId: actor.userId }, typed.fields);
    const command = { ...typed, fields: shown };
    const sop = sops.get(record.sopId, record.sopVersion);
    if (!maySee(actor, record, sop)) return { ok: false, kind: 'not-found' };
    if (seen) return { ok: true, record };
    const offered = actOf(sop, record.state, command.event);
    if (offered && !mayAct(actor, offered, record)) return { ok: false, kind: 'forbidden' };
    const sealed = sealedOf(command.fields);
    const faults = [...sealed.faults, ...assigneeFaults(offered, command.fields, directory)];
    if (faults.length > 0) return { ok: false, kind: 'invalid', faults };
    const by = { userId: actor.userId, isAgent: actor.role === 'agent' };
    const now = clock.now();
    const decision = decideAct(sop, record.state, command, by, id, now, knownOf(record));
    if (!decision.ok) {
      if ('rejection' in decision) return { ok: false, kind: 'rejected', rejection: decision.rejection };
      const missing = decision.missing.map((field) => ({ field, code: 'required' }));
      return { ok: false, kind: 'invalid', faults: missing };
    }
    const asked = new Set(offered?.fields.map(({ name }) => name));
    const masked = await keep(tx, record, sealed, asked);
    let change = changeCase(sops, { ...record, ...masked }, decision.events, actor.userId, now);
    if (command.event === 'intake.saved' && change.record.state.callerName) {
      const callerId = await tx.saveCaller(change.record, now);
      change = { ...change, record: { ...change.record, state: { ...change.record.state, callerId } } };
    }
    await tx.saveCase(change);
    await tx.saveHiddenWords(hidden.filter(({ field }) => asked.has(field as ActFieldName)));
    return change;
  };

  return {
    perform: async (actor, caseId, event, fields, id) => {
      // What no procedure knows no case waits for; whether there is such a case is said first.
      const known = (actEvents as readonly string[]).includes(event);
      const command = { event: event as ActEvent, fields: known ? given(fields) : {} };
      const outcome = await store.transaction((tx) => act(tx, actor, caseId, command, id));
      if ('ok' in outcome) return outcome;
      const context = event === 'intake.saved' ? await store.callerContext(caseId).catch(() => undefined) : undefined;
      publisher.committed(outcome, context);
      return { ok: true, record: outcome.record };
    },
  };
}

/** Nothing written is nothing said: an empty field stays as it was. */
const given = (fields: Written): ActCommand['fields'] =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== ''));

/** Fields that the case keeps sealed. */
export const knownOf = ({ phoneMasked, nikMasked }: CaseRecord): ReadonlySet<string> =>
  new Set([...(phoneMasked === null ? [] : ['phone']), ...(nikMasked === null ? [] : ['nik'])]);

interface Sealed {
  readonly sender: Sender | null;
  readonly nik: string | null;
  readonly faults: readonly FieldFault[];
}

function sealedOf({ phone, nik }: ActCommand['fields']): Sealed {
  const number = phone === undefined ? null : parsePhone(phone);
  const whole = nik === undefined ? null : normalizeNik(nik);
  const nikFault = nik === undefined ? null : checkNik(nik);
  return {
    sender: number && { address: number.e164, masked: maskPhone(number.e164) },
    nik: whole,
    faults: [
      ...(phone !== undefined && !number ? [{ field: 'phone', code: 'phone_invalid' }] : []),
      ...(nikFault && !nikFault.ok ? [{ field: 'nik', code: nikFault.errors[0] ?? 'invalid' }] : []),
    ],
  };
}

/** Seals what the act was asked for beside the case. */
async function keep(
  tx: StoreTransaction,
  { caseId }: CaseRecord,
  { sender, nik }: Sealed,
  asked: ReadonlySet<string>,
): Promise<Partial<CaseRecord>> {
  const kept: { phoneMasked?: string; nikMasked?: string | null } = {};
  if (sender && asked.has('phone')) {
    await tx.saveSender(caseId, sender);
    kept.phoneMasked = sender.masked;
  }
  if (nik && asked.has('nik')) {
    kept.nikMasked = maskNik(nik);
    await tx.saveNik(caseId, nik, kept.nikMasked);
  }
  return kept;
}

/** A case is forwarded to somebody whose work the next step is. */
function assigneeFaults(
  offered: ReturnType<typeof actOf>,
  { assigneeId }: ActCommand['fields'],
  directory: Directory,
): readonly FieldFault[] {
  const field = offered?.fields.find(({ name }) => name === 'assigneeId');
  if (!field || assigneeId === undefined) return [];
  const role = directory.byId(assigneeId)?.role;
  return role === field.of ? [] : [{ field: 'assigneeId', code: 'unknown' }];
}
