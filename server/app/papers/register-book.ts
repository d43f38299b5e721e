import { dayInWords, type OfficeZone, officeDay, startOfOfficeDay } from '../../domain/calendar/office-day.ts';
import { letterheadFor } from '../../domain/papers/office.ts';
import { type RegisterBook, type RegisterEntry, registerBook, registersOf } from '../../domain/papers/register.ts';
import type { Words } from '../../domain/shared/words.ts';
import type { CaseAccess } from '../cases/case-access.ts';
import type { Actor } from '../people/policies.ts';
import type { AuditStore } from '../ports/audit.ts';
import type { CasePaper, PaperReads } from '../ports/case-papers.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { Paper } from '../ports/papers.ts';
import type { Clock, Store } from '../ports/ports.ts';
import type { SopRegistry } from '../procedures/registry.ts';
import type { PaperKinds } from './kinds.ts';
import type { PaperAbout } from './paper-data.ts';
import type { Papers } from './papers.ts';

export interface RegisterDeps {
  readonly store: Store & PaperReads;
  readonly access: Pick<CaseAccess, 'read'>;
  readonly sops: Pick<SopRegistry, 'get'>;
  readonly kinds: PaperKinds;
  readonly papers: Pick<Papers, 'filled'>;
  readonly note: AuditStore['note'];
  readonly clock: Clock;
  readonly zone: OfficeZone;
  readonly named: PaperAbout['named'];
}

export interface RegisterAsked {
  readonly register: string;
  /** `YYYY-MM-DD`, both included. */
  readonly from: string;
  readonly until: string;
}

/** A register over some time, ready to be printed or calculated with. */
export interface TakenRegister {
  readonly book: RegisterBook;
  readonly paper: Paper;
}

/** More would be no book that somebody reads, and no paper that is made in time. */
const mostRows = 5_000;
const dayMs = 86_400_000;

/** The office's registers, over time. */
export function createRegisters(deps: RegisterDeps) {
  const { store, kinds, zone, clock } = deps;

  /** What the paper says, with what the case says by now: a register tells how it was settled, which came later. */
  const entryOf = async (actor: Actor, paper: CasePaper, record: CaseRecord | undefined): Promise<RegisterEntry> => {
    const kind = kinds.byId(paper.kind);
    const open = record && kind && (await deps.access.read(actor, record, store)) === 'open';
    const forgotten = Object.keys(paper.fields).length === 0;
    const said = open && !forgotten ? { ...deps.papers.filled(record, kind), ...written(paper) } : null;
    return {
      ...{ kind: paper.kind, seq: paper.place?.seq ?? 0, number: paper.number ?? '', state: paper.state },
      ...{ day: officeDay(paper.madeAt ?? 0, zone), ticket: record?.ticketNumber ?? '', fields: said },
    };
  };

  return {
    list: (): readonly { readonly register: string; readonly title: Words }[] =>
      [...registersOf(kinds.all)].map(([register, of]) => ({ register, title: registerBook(of, []).title })),

    /** Null: there is no such register, or it would be too long (`too_large`). What is taken is an entry of the audit. */
    take: async (
      actor: Actor,
      { register, from, until }: RegisterAsked,
    ): Promise<TakenRegister | 'too_large' | null> => {
      const of = registersOf(kinds.all).get(register);
      if (!of) return null;
      const [since, before] = [startOfOfficeDay(from, zone), startOfOfficeDay(until, zone) + dayMs];
      const found = await store.papersInRegister(register, since, before, mostRows + 1);
      if (found.length > mostRows) return 'too_large';
      const records = await store.casesByIds([...new Set(found.map(({ caseId }) => caseId))]);
      const byId = new Map(records.map((record) => [record.caseId, record]));
      const entries: RegisterEntry[] = [];
      for (const paper of found) entries.push(await entryOf(actor, paper, byId.get(paper.caseId)));
      const book = registerBook(of, entries);
      await deps.note({
        ...{ personId: actor.userId, action: 'register.taken', reason: null },
        subject: `${register} ${from} ${until} ${entries.length}`,
      });
      const first = records[0];
      const sop = first && deps.sops.get(first.sopId, first.sopVersion);
      const none = { id: '', issuer: deps.named.name, letterhead: null };
      return {
        book,
        paper: {
          ...{ template: 'register', at: clock.now() },
          data: {
            head: letterheadFor(kinds.office, sop ?? none, deps.named),
            title: book.title.id,
            period: `${dayInWords(from, 'id')} – ${dayInWords(until, 'id')}`,
            date: dayInWords(officeDay(clock.now(), zone), 'id'),
            columns: book.columns.map(({ label, width }) => ({ label: label.id, width })),
            rows: book.rows.map((row) => row.map(String)),
          },
        },
      };
    },
  };
}
export type Registers = ReturnType<typeof createRegisters>;

const written = ({ fields }: CasePaper): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));
