import type { PaperKind } from '../../domain/papers/kind.ts';
import { type Actor, mayMakePaper } from '../people/policies.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { PaperMade } from '../ports/papers.ts';
import { createMakePaper, type MakeCommand, type MakePaperDeps } from './make-paper.ts';
import { type PaperFault, paperFaults } from './paper-data.ts';
import type { Fields, PaperResult } from './paper-result.ts';
import { createPaperWriting } from './write-paper.ts';

/** Writing papers of cases, and having them made. */
export interface Papers {
  /** What stands in a paper of the kind before anybody writes, and what keeps it from being made as it is. */
  begin(
    record: CaseRecord,
    kind: PaperKind,
  ): Promise<{ readonly fields: Fields; readonly faults: readonly PaperFault[] }>;
  /** What stands in it with what is written in a form of the case just now. */
  filled(record: CaseRecord, kind: PaperKind, written?: Fields): Fields;
  /** As it would look, without a number. */
  preview(record: CaseRecord, kindId: string, fields: Fields): Promise<PaperMade | null>;
  /** How the case stands, to be printed: open or over, and kept nowhere. Null: the office has no such kind. */
  asItStands(record: CaseRecord, kindId: 'dossier' | 'service-slip'): Promise<PaperMade | null>;
  saveDraft(actor: Actor, caseId: string, kindId: string, fields: Fields): Promise<PaperResult>;
  /**
   * Makes the paper final: with its number, drawn in the transaction in which it is kept, and bytes that change no more. A
   * draft of the kind becomes it; one that was returned keeps its number.
   */
  make(actor: Actor, command: MakeCommand): Promise<PaperResult>;
}

export function createPapers(deps: MakePaperDeps): Papers {
  const { store, kinds } = deps;
  const writing = createPaperWriting(deps);
  return {
    begin: async (record, kind) => {
      const fields = writing.filled(record, kind);
      return { fields, faults: paperFaults(await writing.aboutOf(record, kind, fields, false)) };
    },
    filled: writing.filled,
    preview: async (record, kindId, fields) => {
      const kind = kinds.byId(kindId);
      if (!kind) return null;
      const about = await writing.aboutOf(record, kind, fields);
      return writing.printed(about, { number: null, code: null, ticket: record.ticketNumber });
    },
    asItStands: async (record, kindId) => {
      const kind = kinds.byId(kindId);
      if (!kind) return null;
      const about = await writing.aboutOf(record, kind, writing.filled(record, kind));
      return writing.printed(about, { number: null, code: null, ticket: record.ticketNumber, copy: true });
    },
    saveDraft: async (actor, caseId, kindId, fields) => {
      const kind = kinds.byId(kindId);
      if (!kind) return { ok: false, kind: 'unknown' };
      if (!mayMakePaper(actor)) return { ok: false, kind: 'forbidden' };
      const record = await store.caseById(caseId);
      if (!record || record.state.closedAt !== null) return { ok: false, kind: 'not_now' };
      const about = await writing.aboutOf(record, kind, fields, false);
      return { ok: true, paper: await writing.saveDraft(record, kind, about, actor.userId) };
    },
    make: createMakePaper(deps, writing),
  };
}
