import { actionOf, typingBefore } from '../../domain/case/decide-action.ts';
import type { CaseEvent } from '../../domain/case/events.ts';
import { type Actor, mayAct } from '../people/policies.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { CaseChange, Clock, StoreTransaction } from '../ports/ports.ts';
import type { ReachOf } from '../ports/to-citizen.ts';
import type { SopRegistry } from '../procedures/registry.ts';
import type { ActionResult } from './action-result.ts';
import { changeCase } from './case-writer.ts';
import type { FreeWords } from './free-words.ts';
import { keepSealed } from './sealed-fields.ts';

export interface SaveDraftDeps {
  readonly sops: SopRegistry;
  readonly clock: Clock;
  readonly words: FreeWords;
  readonly reachOf: ReachOf;
}

/** A half-written form, by the event of its action. */
export interface Draft {
  readonly form: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly id: string;
}

/** The case with the half-written form in it; the caller stores it. */
export async function draftIn(
  { sops, clock, words, reachOf }: SaveDraftDeps,
  tx: StoreTransaction,
  actor: Actor,
  record: CaseRecord,
  { form, fields, id }: Draft,
): Promise<CaseChange | ActionResult> {
  const { caseId, state } = record;
  const sop = sops.get(record.sopId, record.sopVersion);
  const reach = await reachOf(tx.messages, record, actor.userId);
  const action = actionOf(sop, state, form, reach);
  if (!action) return { ok: false, kind: 'rejected', rejection: 'not_waited_for' };
  if (!mayAct(actor, action, record, sop)) return { ok: false, kind: 'forbidden' };
  const asked = new Map(action.fields.map(({ field }) => [field.name, field] as const));
  const given = Object.entries(fields).filter(([name]) => asked.has(name));
  const secret = given.filter(([name]) => asked.get(name)?.sealed);
  // A half-typed number is no number yet; it stays in the form until it is whole.
  const masks = await keepSealed(tx, caseId, Object.fromEntries(secret), 'draft');
  const plain = given.filter(([name]) => !asked.get(name)?.sealed);
  // Saved as it is typed: the later words of a field stand for the earlier.
  const by = { caseId, id: `draft:${action.event}`, personId: actor.userId };
  const hidden = await words.hide(tx, by, await words.whole(tx, caseId, Object.fromEntries(plain)));
  const written = Object.entries({ ...state.drafts[form], ...hidden }).filter(([, value]) => value !== '');
  const drafts = { ...state.drafts, [form]: Object.fromEntries(written) };
  const typing = typingBefore(sop, state, action.event);
  const events: readonly CaseEvent[] = typing ? [{ id, type: typing, at: clock.now(), data: {} }] : [];
  return changeCase(sops, { ...record, ...masks, state: { ...state, drafts } }, events, actor.userId, clock.now());
}
