import { momentText, type OfficeZone } from '../../domain/calendar/office-day.ts';
import { contentsOf } from '../../domain/case/contents.ts';
import { fieldIn } from '../../domain/fields/standard.ts';
import type { Message } from '../../domain/message/message.ts';
import { stateWords } from '../../domain/papers/life.ts';
import { fieldChoice } from '../cases/case-card.ts';
import { historyEntry } from '../cases/history-entry.ts';
import type { Directory } from '../people/directory.ts';
import type { CasePaper, PaperReads } from '../ports/case-papers.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { CaseFile, FileReads } from '../ports/files.ts';
import type { Store } from '../ports/ports.ts';
import type { SopRegistry } from '../procedures/registry.ts';
import { channelWords } from '../shared/channel-words.ts';
import { type SaidBy, valueWordsOf } from './values.ts';

/** Everything that a case holds, in words, for the paper that shows the case as a whole. */
export interface Dossier {
  readonly contents: readonly Line[];
  readonly history: readonly {
    readonly at: string;
    readonly what: string;
    readonly who: string;
    readonly lines: readonly Line[];
  }[];
  readonly papers: readonly {
    readonly title: string;
    readonly number: string;
    readonly state: string;
    readonly at: string;
    readonly sha256: string;
  }[];
  readonly files: readonly {
    readonly at: string;
    readonly name: string;
    readonly bytes: number;
    readonly sha256: string;
  }[];
  readonly messages: readonly { readonly at: string; readonly from: string; readonly text: string }[];
}
interface Line {
  readonly label: string;
  readonly value: string;
}

export interface DossierDeps {
  readonly store: Pick<Store & PaperReads & FileReads, 'historyOf' | 'papersOf' | 'filesOf' | 'messages'>;
  readonly sops: Pick<SopRegistry, 'get' | 'choicesOf'>;
  readonly directory: Directory;
  readonly zone: OfficeZone;
  /** Words that people typed with every number in them hidden: the paper goes from hand to hand. */
  readonly inTheOpen: (words: string) => string;
}

export type DossierOf = (record: CaseRecord) => Promise<Dossier>;

/** Gathers what there is of a case: nothing of it in the clear that its page does not show. */
export function createDossierOf(deps: DossierDeps): DossierOf {
  const { store, sops, directory, zone, inTheOpen } = deps;
  const at = (moment: number) => momentText(moment, zone);

  const chooseIn =
    (record: CaseRecord): SaidBy['choose'] =>
    (field, code) =>
      fieldChoice(sops, record, field, code);

  const historyOf = async (record: CaseRecord): Promise<Dossier['history']> => {
    const sop = sops.get(record.sopId, record.sopVersion);
    return (await store.historyOf(record.caseId)).map((logged) => {
      const entry = historyEntry(logged, sop, directory, chooseIn(record), inTheOpen);
      return {
        ...{ at: at(entry.at), what: entry.label.id, who: entry.actorName ?? '' },
        lines: entry.words.map(({ label, value }) => ({ label: label.id, value: value.id })),
      };
    });
  };
  const paper = ({ title, number, state, madeAt, sha256 }: CasePaper): Dossier['papers'][number] => ({
    ...{ title: title.id, number: number ?? '', state: stateWords[state], sha256: sha256 ?? '' },
    at: madeAt === null ? '' : at(madeAt),
  });
  const file = ({ at: cameAt, name, bytes, sha256 }: CaseFile): Dossier['files'][number] => ({
    ...{ at: at(cameAt), name, bytes, sha256: sha256 ?? '' },
  });
  const message = ({ at: sentAt, direction, channel, text }: Message): Dossier['messages'][number] => ({
    ...{ at: at(sentAt), text: inTheOpen(text) },
    from: `${direction === 'in' ? 'Warga' : 'Kantor'} (${channelWords(channel).id})`,
  });

  return async (record) => {
    const { caseId, state, phoneMasked } = record;
    const sop = sops.get(record.sopId, record.sopVersion);
    const [history, papers, files, messages] = await Promise.all([
      historyOf(record),
      store.papersOf(caseId),
      store.filesOf(caseId),
      store.messages.messagesOf(caseId),
    ]);
    const printed = new Set(papers.flatMap(({ fileId }) => fileId ?? []));
    return {
      contents: [
        ...valueWordsOf({ sop, choose: chooseIn(record), typed: inTheOpen }, contentsOf(state)).map(
          ([name, value]) => ({
            label: fieldIn(sop, name)?.label.id ?? name,
            value,
          }),
        ),
        ...(phoneMasked === null ? [] : [{ label: 'Telepon', value: phoneMasked }]),
      ],
      history,
      papers: papers.filter(({ state: stands }) => stands !== 'draft').map(paper),
      files: files.filter(({ id, state: stands }) => stands === 'kept' && !printed.has(id)).map(file),
      messages: messages.map(message),
    };
  };
}
