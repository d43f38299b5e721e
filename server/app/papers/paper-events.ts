import { actionsFor } from '../../domain/case/actions.ts';
import type { CaseEvent } from '../../domain/case/events.ts';
import { papersFor } from '../../domain/case/step-papers.ts';
import { hasReached, mayStillEnd } from '../../domain/papers/life.ts';
import { changeCase } from '../cases/case-writer.ts';
import { type Actor, mayAct } from '../people/policies.ts';
import type { CasePaper, PaperActName } from '../ports/case-papers.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { CaseChange, StoreTransaction } from '../ports/ports.ts';
import type { ReachOf } from '../ports/to-citizen.ts';
import type { SopRegistry } from '../procedures/registry.ts';

const eventOf: Readonly<Record<PaperActName, Extract<CaseEvent['type'], `paper.${string}`>>> = {
  made: 'paper.made',
  initial: 'paper.initialled',
  sign: 'paper.signed',
  returned: 'paper.returned',
  sent: 'paper.sent',
  void: 'paper.voided',
};

/** The case, with what was done to a paper of it in its history; one that is over stays as it is. */
export function noted(
  sops: SopRegistry,
  record: CaseRecord,
  { paper, act, id, actor, at }: { paper: CasePaper; act: PaperActName; id: string; actor: Actor; at: number },
): CaseChange {
  const { title, number, sha256 } = paper;
  const data = { paperId: paper.id, title, number, sha256: sha256 ?? '' };
  const events: CaseEvent[] = record.state.closedAt === null ? [{ id, type: eventOf[act], at, data }] : [];
  return changeCase(sops, record, events, actor.userId, at);
}

/** An action of the case, with what was written in its form. */
export interface Does {
  readonly event: string;
  readonly fields: Readonly<Record<string, string>>;
  /** The action's own id. */
  readonly id: string;
}

interface FollowsFrom {
  readonly paper: CasePaper;
  readonly actor: Actor;
  readonly proof: string | null;
  /** Why it was given back. */
  readonly reason?: string | null;
  readonly does?: Does;
}

/**
 * What the case waits for that happens by this paper, as far as it has come, and that is the actor's to do; null: nothing.
 * What was written in the paper is what is written in the case.
 * @param does what somebody does with it; absent: whatever waits for it
 */
export async function followingFrom(
  { sops, reachOf }: { readonly sops: SopRegistry; readonly reachOf: ReachOf },
  tx: StoreTransaction,
  record: CaseRecord,
  { paper, actor, proof, reason = null, does }: FollowsFrom,
): Promise<(Omit<Does, 'id'> & Partial<Does>) | null> {
  const sop = sops.get(record.sopId, record.sopVersion);
  const reach = await reachOf(tx.messages, record, actor.userId);
  for (const action of actionsFor(sop, record.state, reach)) {
    if (does && does.event !== action.event) continue;
    const by = (action.step?.papers ?? []).find(
      ({ paper: kind, on, at }) =>
        kind === paper.kind && on === action.event && hasReached(paper.state, at) && mayStillEnd(paper.endedStage, at),
    );
    if (!by || !mayAct(actor, action, record, sop)) continue;
    // Another paper by which the same happens may still be lacking.
    const owed = papersFor(action.step, action.event, by.via);
    const others = (await tx.papers.of(record.caseId)).filter(({ id }) => id !== paper.id);
    const all = [...others, paper];
    const ready = owed.every((each) => all.some((one) => one.kind === each.paper && hasReached(one.state, each.at)));
    if (!ready) continue;
    // A remark is a word of whoever wrote the paper, and of nobody who signs it or gives it back.
    const kept = Object.entries(paper.fields).filter(([name]) => by.at === 'made' || name !== 'remark');
    const fields: Record<string, string> = Object.fromEntries(kept);
    if (by.via !== undefined) fields.via = by.via;
    if (proof !== null) fields.proof = proof;
    if (reason !== null) fields.reason = reason;
    return { event: action.event, ...does, fields: { ...fields, ...does?.fields } };
  }
  return null;
}
