import type { ActionField, CaseAction, OwedPaper } from '../../contract/actions.ts';
import { choicesIn, type ActionField as FormField } from '../../domain/case/action-form.ts';
import type { CaseAction as Offered } from '../../domain/case/actions.ts';
import { contentOf, isPassing } from '../../domain/case/contents.ts';
import { owedPapers } from '../../domain/case/step-papers.ts';
import { comesWithForm, type PaperKind } from '../../domain/papers/kind.ts';
import { nextSigner } from '../../domain/papers/life.ts';
import { roleName } from '../../domain/sop/definition.ts';
import type { StepPaper } from '../../domain/sop/step-definition.ts';
import { workEventOf } from '../../domain/sop/work-events.ts';
import type { Actor } from '../people/policies.ts';
import type { CasePaper } from '../ports/case-papers.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { SopRegistry } from '../procedures/registry.ts';

/** Fields that the case keeps sealed, and has. A procedure's own leave their mask among the contents. */
export const sealedOf = ({ phoneMasked, nikMasked }: CaseRecord): ReadonlySet<string> =>
  new Set([...(phoneMasked === null ? [] : ['phone']), ...(nikMasked === null ? [] : ['nik'])]);

/** What the kinds of papers of the office are called, and who signs them. */
export interface PaperTitles {
  byId(kind: string): Pick<PaperKind, 'title' | 'signers'> | undefined;
}

/** What an action's card is made of, besides the action. */
export interface ActionCardContext {
  readonly sops: Pick<SopRegistry, 'get' | 'choicesOf'>;
  readonly kinds: PaperTitles;
  readonly record: CaseRecord;
  /** Of the case, oldest first. */
  readonly papers: readonly CasePaper[];
  readonly reader: Actor;
}

/** An action as its reader sees it: what it is called, everything that its form asks for, and the papers it waits for. */
export function actionCard(
  { sops, kinds, record, papers, reader }: ActionCardContext,
  { event, step, actor, branch, fields }: Offered,
): CaseAction {
  const sop = sops.get(record.sopId, record.sopVersion);
  const known = workEventOf(event);
  const closings = sop.closings.filter(
    ({ by }) => reader.role === 'supervisor' || by.some((role) => role === reader.role),
  );
  const allowed = (name: string, code: string) => name !== 'endedAs' || closings.some(({ as }) => as === code);
  const runs = record.state.sop.runs.some((run) => run.step === step?.id && run.verdict === 'running');
  return {
    event,
    step: step && { runs, number: step.number, name: step.name },
    role: actor as CaseAction['role'],
    roleName: roleName(sop, actor),
    label: known?.label ?? { id: event, en: event },
    branch: branch ?? null,
    tells: known?.says?.as ?? null,
    fields: fields.map((field) => {
      const card = fieldCard(sops, record, event, field);
      // A question is asked anew each time; what the case says already is not suggested again.
      const fresh = card.value === null || (known?.says?.as === 'question' && known.says.field === card.name);
      const suggested = fresh
        ? step?.forms[event]?.suggests?.[card.name]?.replaceAll('{ticket}', record.ticketNumber)
        : null;
      return {
        ...card,
        draft: card.draft ?? suggested ?? null,
        choices: card.choices.filter(({ code }) => allowed(card.name, code)),
      };
    }),
    papers: owedPapers(step, event, papers)
      .filter(({ owed }) => !madeByForm(kinds, owed))
      .map(({ owed: { paper: kind, at, via = null }, paper, ready }): OwedPaper => {
        const title = kinds.byId(kind)?.title ?? { id: kind, en: kind };
        const turn = paper && nextSigner(paper);
        const stands = paper && { paperId: paper.id, state: paper.state, turn: turn && `${turn.title}, ${turn.name}` };
        return { kind, title, via, at, ready, paper: stands };
      }),
  };
}

/** What is made with the form of the step is missing nowhere. */
const madeByForm = (kinds: PaperTitles, { paper, at }: StepPaper): boolean => {
  const kind = kinds.byId(paper);
  return kind !== undefined && comesWithForm(kind, at);
};

function fieldCard(
  sops: Pick<SopRegistry, 'choicesOf'>,
  record: CaseRecord,
  event: string,
  asked: FormField,
): ActionField {
  const { field, required, when, of } = asked;
  const { name, type, label, help, max, min, sealed } = field;
  const content = contentOf(record.state, name);
  const choices = type === 'choice' ? choicesIn(asked, (list) => sops.choicesOf(record.serviceId, list)) : [];
  return {
    ...{ name, type, label, help, required, max, min, sealed },
    when: when && { field: when.field, values: [...when.values] },
    value: sealed || isPassing(name) ? null : content,
    draft: record.state.drafts[event]?.[name] ?? null,
    stored: sealed && (sealedOf(record).has(name) || content !== null),
    choices: choices.map((choice) => ({ code: choice.code, name: choice.name })),
    people: (of ?? null) as ActionField['people'],
  };
}
