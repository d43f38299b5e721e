import type { OfficeZone } from '../../domain/calendar/office-day.ts';
import { isSigned, type PaperKind } from '../../domain/papers/kind.ts';
import { isOpen } from '../../domain/papers/life.ts';
import { fieldChoice } from '../cases/case-card.ts';
import type { CasePaper } from '../ports/case-papers.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { MakePaper } from '../ports/papers.ts';
import type { Clock, Store } from '../ports/ports.ts';
import type { CertifiedSigning } from '../ports/signing.ts';
import type { SopRegistry } from '../procedures/registry.ts';
import type { OfficeReports } from '../reports/office-reports.ts';
import { uuidOf } from '../shared/uuid-of.ts';
import type { DossierOf } from './dossier.ts';
import type { PaperKinds } from './kinds.ts';
import { filledFields, officeOf, type PaperAbout, type PaperMarks, paperOf } from './paper-data.ts';
import type { Fields } from './paper-result.ts';
import type { SlipOf } from './slip.ts';
import type { SaidBy } from './values.ts';

export interface PaperWritingDeps {
  readonly store: Pick<Store, 'transaction'>;
  readonly sops: Pick<SopRegistry, 'get' | 'choicesOf'>;
  readonly kinds: PaperKinds;
  readonly makePaper: MakePaper;
  readonly clock: Clock;
  readonly zone: OfficeZone;
  readonly named: PaperAbout['named'];
  /** Where anybody asks whether a paper is ours; null: the server has no address that others know. */
  readonly publicUrl: string | null;
  /** Who works here under a log-in; null: nobody. */
  readonly personOf: (login: string) => Promise<string | null>;
  /** The case as a whole, for kinds that show it. */
  readonly dossierOf: DossierOf;
  /** What is promised and how it was kept, for kinds that say it. */
  readonly slipOf: SlipOf;
  /** The office's day or month, for kinds that report it. */
  readonly reports: OfficeReports;
  /** Null: signatures are acts in the system alone. */
  readonly signing: CertifiedSigning | null;
}

export type PaperWriting = ReturnType<typeof createPaperWriting>;

/** What stands in a paper, and how it looks with that. Nothing here is numbered. */
export function createPaperWriting(deps: PaperWritingDeps) {
  const { store, sops, kinds, clock, zone, named, publicUrl } = deps;

  /**
   * Everything that a paper of the kind is made from, with these words in it.
   * @param counts whether what it reports is counted, and not only whether it can be
   */
  const aboutOf = async (record: CaseRecord, kind: PaperKind, fields: Fields, counts = true): Promise<PaperAbout> => {
    const logIns = new Map<string, string>();
    for (const { login } of kinds.office.officials) {
      const personId = await deps.personOf(login);
      if (personId !== null) logIns.set(login, personId);
    }
    const sop = sops.get(record.sopId, record.sopVersion);
    const { reports: scope } = kind;
    const reportLacks = scope === null ? null : await deps.reports.lacks(record, scope);
    const report = scope === null || reportLacks !== null || !counts ? null : await deps.reports.of(record, scope);
    const own = Object.fromEntries(kind.fields.map(({ name }) => [name, fields[name]?.trim() ?? '']));
    return {
      kind,
      office: kinds.office,
      sop,
      fields: own,
      assignedId: record.state.officialId,
      named,
      logIns,
      zone,
      now: clock.now(),
      dossier: kind.gathers ? await deps.dossierOf(record) : null,
      promise: kind.promises ? await deps.slipOf(record) : null,
      ...{ report, reportLacks },
    };
  };

  const printed = (about: PaperAbout, marks: Omit<PaperMarks, 'source' | 'url' | 'certified'>) => {
    const url =
      publicUrl === null || marks.code === null ? null : `${publicUrl.replace(/\/$/, '')}/surat/${marks.code}`;
    const certified = isSigned(about.kind) ? (deps.signing?.words ?? null) : null;
    return deps.makePaper(paperOf(about, { ...marks, url, certified, source: kinds.sourceOf(about.kind.id) }));
  };

  /** What stands in it before anybody writes. @param written what a form of the case says just now */
  const filled = (record: CaseRecord, kind: PaperKind, written: Fields = {}): Fields => {
    const sop = sops.get(record.sopId, record.sopVersion);
    const choose: SaidBy['choose'] = (field, code) => fieldChoice(sops, record, field, code);
    return filledFields(kind, record, { sop, choose, zone, now: clock.now(), site: publicUrl, written });
  };

  const saveDraft = (record: CaseRecord, kind: PaperKind, about: PaperAbout, by: string): Promise<CasePaper> =>
    store.transaction(async (tx) => {
      const { caseId } = record;
      await tx.lockCase(caseId, '');
      const before = (await tx.papers.of(caseId)).find((one) => one.kind === kind.id && isOpen(one.state));
      const paper: CasePaper = before
        ? { ...before, fields: about.fields }
        : {
            ...{ id: uuidOf(`paper draft ${caseId} ${kind.id} ${clock.now()}`), caseId, kind: kind.id, state: 'draft' },
            ...{ title: kind.title, fields: about.fields, signers: [], place: null, number: null, edition: 0 },
            ...{ office: officeOf(about), fileId: null, sha256: null, code: null, retention: kind.retention },
            ...{ madeAt: null, madeBy: by, endedStep: null, endedStage: null, certifies: null, figures: null },
          };
      await tx.papers.save(paper);
      return paper;
    });

  return { aboutOf, printed, filled, saveDraft };
}
