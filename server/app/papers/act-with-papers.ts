import { actionOf } from '../../domain/case/decide-action.ts';
import { paperReady, papersFor } from '../../domain/case/step-papers.ts';
import { comesWithForm, type PaperKind } from '../../domain/papers/kind.ts';
import { isOpen } from '../../domain/papers/life.ts';
import type { ActionResult } from '../cases/action-result.ts';
import type { CaseActions } from '../cases/case-actions.ts';
import { fieldChoice } from '../cases/case-card.ts';
import { type Actor, mayAct } from '../people/policies.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { Store } from '../ports/ports.ts';
import type { ReachOf } from '../ports/to-citizen.ts';
import type { SopRegistry } from '../procedures/registry.ts';
import { uuidOf } from '../shared/uuid-of.ts';
import type { PaperKinds } from './kinds.ts';
import type { Fields, PaperRefusal } from './paper-result.ts';
import type { Papers } from './papers.ts';
import { codesInWords, type SaidBy } from './values.ts';

export type ActedWithPapers = ActionResult | Exclude<PaperRefusal, { kind: 'case' }>;

/** Actions of cases, by which the papers come about that nobody has to sign before. */
export interface ActWithPapers {
  /** As `CaseActions.perform`; where the event happens by such papers, they are made of what is written in its form. */
  perform(actor: Actor, caseId: string, event: string, fields: Fields, id: string): Promise<ActedWithPapers>;
}

export interface ActWithPapersDeps {
  readonly store: Pick<Store, 'caseById' | 'papersOf' | 'messages'>;
  readonly sops: SopRegistry;
  readonly kinds: PaperKinds;
  readonly papers: Pick<Papers, 'filled' | 'make'>;
  readonly actions: Pick<CaseActions, 'perform'>;
  readonly reachOf: ReachOf;
  /** Words with every number in them hidden, as the case keeps them. */
  readonly inTheOpen: (words: string) => string;
}

/**
 * A paper that needs no signature yet is no work of its own: whoever fills in the form of the step has it made with the same
 * press of the key. The last one that is lacking and the action are stored together.
 */
export function createActWithPapers(deps: ActWithPapersDeps): ActWithPapers {
  const { store, sops, kinds, papers, actions } = deps;

  /** The kinds that are still lacking and that nobody has to sign before it happens; none where somebody has to. */
  const lackingOf = async (actor: Actor, record: CaseRecord, event: string, fields: Fields) => {
    const sop = sops.get(record.sopId, record.sopVersion);
    const mayHave = sop.steps.some((step) => papersFor(step, event, fields.via).length > 0);
    if (!mayHave) return [];
    const reach = await deps.reachOf(store.messages, record, actor.userId);
    const action = actionOf(sop, record.state, event, reach);
    if (!action || !mayAct(actor, action, record, sop)) return [];
    const owed = papersFor(action.step, event, fields.via);
    const had = await store.papersOf(record.caseId);
    const lacking = owed.filter((each) => !paperReady(had, each));
    const unsigned = lacking.flatMap(({ paper, at }): PaperKind[] => {
      const kind = kinds.byId(paper);
      return kind && comesWithForm(kind, at) ? [kind] : [];
    });
    if (unsigned.length < lacking.length) return [];
    const said = Object.fromEntries(
      Object.entries(fields).flatMap(([name, value]) => (value.trim() === '' ? [] : [[name, deps.inTheOpen(value)]])),
    );
    const choose: SaidBy['choose'] = (field, code) => fieldChoice(sops, record, field, code);
    const inWords = codesInWords({ sop, choose }, said);
    return unsigned.map((kind) => {
      // What somebody began to write of it goes before what the case says, and the form before both.
      const begun = had.find((one) => one.kind === kind.id && isOpen(one.state))?.fields ?? {};
      const kept = Object.fromEntries(Object.entries(begun).filter(([, value]) => value !== ''));
      const own = Object.fromEntries(
        Object.entries(inWords).filter(([name]) => kind.fields.some((one) => one.name === name)),
      );
      return { kind, fields: { ...papers.filled(record, kind, said), ...kept, ...own } };
    });
  };

  return {
    perform: async (actor, caseId, event, fields, id) => {
      const asItIs = () => actions.perform(actor, caseId, event, fields, id);
      const record = await store.caseById(caseId);
      const lacking = record ? await lackingOf(actor, record, event, fields) : [];
      if (lacking.length === 0) return asItIs();
      for (const [index, one] of lacking.entries()) {
        const of = { caseId, kindId: one.kind.id, fields: one.fields, id: uuidOf(`paper with ${id} ${one.kind.id}`) };
        const made = await papers.make(actor, {
          ...of,
          ...(index === lacking.length - 1 && { does: { event, fields, id } }),
        });
        if (made.ok) continue;
        if (made.kind === 'case') return made.result;
        // What is wrong with the form is told before what its paper lacks.
        const answer = made.kind === 'incomplete' ? await asItIs() : null;
        const owed =
          answer === null || (!answer.ok && answer.kind === 'rejected' && answer.rejection === 'paper_missing');
        return owed ? made : answer;
      }
      const after = await store.caseById(caseId);
      return after ? { ok: true, record: after } : { ok: false, kind: 'not-found' };
    },
  };
}
