import type { PaperStanding } from '../../domain/papers/life.ts';
import type { OfficeReport } from '../../domain/reports/office-report.ts';
import type { Words } from '../../domain/shared/words.ts';
import type { PaperStage } from '../../domain/sop/terms.ts';

/** A paper of a case, without its bytes. */
export interface CasePaper extends PaperStanding {
  readonly id: string;
  readonly caseId: string;
  readonly kind: string;
  readonly title: Words;
  /** What was written in it, by the names of its fields. Empty: the case was made anonymous. */
  readonly fields: Readonly<Record<string, string>>;
  /** Its place in the office's register; null: it has none yet, or its kind is in no register. */
  readonly place: RegisterPlace | null;
  readonly number: string | null;
  /** Whose paper it is, as its head says. */
  readonly office: string;
  /** From 1; 0 of a draft. Each has bytes of its own. */
  readonly edition: number;
  readonly fileId: string | null;
  readonly sha256: string | null;
  /** By which anybody who holds the paper finds it. */
  readonly code: string | null;
  readonly retention: string;
  /** Epoch ms. */
  readonly madeAt: number | null;
  readonly madeBy: string | null;
  /** Whose certificates its signatures are to be by, as `CertifiedSigning.by`; null: they are acts in the system alone. */
  readonly certifies: string | null;
  /** The event of the case that happened by it; null: none yet, so that one may. */
  readonly endedStep: string | null;
  /** How far it had come then. */
  readonly endedStage: PaperStage | null;
  /** What it reports of a day or a month, as it was counted when it was made; null: nothing. */
  readonly figures: OfficeReport | null;
}

export interface RegisterPlace {
  readonly register: string;
  readonly year: number;
  /** From 1, without a gap. */
  readonly seq: number;
}

export const paperActs = ['made', 'initial', 'sign', 'returned', 'sent', 'void'] as const;
export type PaperActName = (typeof paperActs)[number];

/** What somebody did to exactly these bytes. */
export interface PaperAct {
  /** Of the command: asked again, it is done once. */
  readonly id: string;
  readonly paperId: string;
  readonly edition: number;
  readonly act: PaperActName;
  readonly personId: string;
  readonly name: string;
  readonly title: string | null;
  readonly nip: string | null;
  readonly sha256: string;
  /** By whose certificate it stands in the file too; null: by none. */
  readonly certificate: string | null;
  /** A reason, or how it went out. */
  readonly said: string | null;
  /** Epoch ms. */
  readonly at: number;
}

export interface PaperReads {
  /** Oldest first. */
  papersOf(caseId: string): Promise<readonly CasePaper[]>;
  paperById(paperId: string): Promise<CasePaper | null>;
  paperByCode(code: string): Promise<CasePaper | null>;
  /** Oldest first. */
  paperActsOf(paperIds: readonly string[]): Promise<readonly PaperAct[]>;
  /** Made and not yet signed by all, the longest waiting first. */
  unsignedPapers(): Promise<readonly CasePaper[]>;
  /** Those that were numbered in it from one moment (included) to another, in the order of their numbers. */
  papersInRegister(register: string, from: number, until: number, limit: number): Promise<readonly CasePaper[]>;
  /**
   * Reports of these kinds, made for the days or months from one (included) to another (included) of a procedure, that
   * count: by what they are of, and when they were made. `2026-11-23` or `2026-11`.
   */
  reportsOf(sopId: string, kinds: readonly string[], from: string, to: string): Promise<readonly CasePaper[]>;
  /** What the next paper of a register would get, if nobody else draws first. */
  nextPaperNumber(register: string, year: number): Promise<number>;
}

export interface PaperWrites {
  of(caseId: string): Promise<readonly CasePaper[]>;
  /** Locked; after its case. */
  lock(paperId: string): Promise<CasePaper | null>;
  /** What was done under this id before; null: nothing. */
  actSeen(id: string): Promise<PaperAct | null>;
  /** The next number of the register, from 1: it is nobody else's once this transaction is stored, and unused if it is not. */
  draw(register: string, year: number): Promise<number>;
  save(paper: CasePaper): Promise<void>;
  act(act: PaperAct): Promise<void>;
}

/** Kinds of papers that an office wrote, each version with which papers were made. */
export interface PaperTemplateStore {
  keep(kind: string, digest: string, definition: string, template: string | null): Promise<void>;
  /** The one that was used last; null: none ever. */
  latest(kind: string): Promise<{ readonly definition: string; readonly template: string | null } | null>;
}
