import { dataKinds, kindsOf } from '../../domain/breach.ts';
import { momentText, type OfficeZone } from '../../domain/calendar/office-day.ts';
import { contentsOf } from '../../domain/case/contents.ts';
import { eventWords } from '../../domain/case/event-words.ts';
import { statusWords } from '../../domain/case/status-words.ts';
import { choiceOf } from '../../domain/fields/catalogue.ts';
import { fieldIn } from '../../domain/fields/standard.ts';
import { type BasisState, basisWords } from '../../domain/service/legal-basis.ts';
import { valueWords } from '../cases/words.ts';
import type { PersonCase } from '../ports/person-rights.ts';
import type { SopRegistry } from '../procedures/registry.ts';
import { channelWords } from '../shared/channel-words.ts';

type Language = 'id' | 'en';

export interface DocumentDeps {
  readonly sops: Pick<SopRegistry, 'get' | 'choicesOf'>;
  readonly zone: OfficeZone;
  readonly office: string;
}

export const dataClasses = ['identity', 'contents', 'messages', 'files', 'calls', 'recordings', 'history'] as const;
export type DataClass = (typeof dataClasses)[number];

/** A copy of all data of a person, as it is handed to them: moments by the office's wall, everything in words. */
export interface PersonDocument {
  readonly office: string;
  readonly madeAt: string;
  /** As the newest ticket has it; null: none says a name. */
  readonly name: string | null;
  /** What there is of each class of data, and from when to when; of classes without any there is no line. */
  readonly held: readonly {
    readonly class: DataClass;
    readonly count: number;
    readonly first: string;
    readonly last: string;
  }[];
  readonly tickets: readonly {
    readonly ticketNumber: string;
    readonly procedure: string;
    readonly status: string;
    readonly openedAt: string;
    readonly closedAt: string | null;
    /** On what the data are processed, as it was told, and what was answered; null: it was not told. */
    readonly basis: string | null;
    readonly phone: string | null;
    readonly nik: string | null;
    readonly contents: readonly Line[];
    /** As it was written, before numbers were hidden or a name was put right. */
    readonly asWritten: readonly Line[];
    readonly history: readonly Line[];
    /** When somebody of the office got to see which data (UU 27/2022, art. 32: the record of the processing). */
    readonly looks: readonly Line[];
    readonly messages: readonly {
      readonly at: string;
      readonly from: string;
      readonly by: string;
      readonly text: string;
    }[];
    /** The files themselves are handed over beside the copy: each is known again by its digest. */
    readonly files: readonly {
      readonly at: string;
      readonly name: string;
      readonly bytes: number;
      readonly sha256: string | null;
    }[];
    readonly calls: readonly { readonly arrivedAt: string; readonly endedAt: string | null }[];
    readonly recordings: readonly { readonly startedAt: string | null; readonly seconds: number }[];
  }[];
}
interface Line {
  readonly label: string;
  readonly value: string;
}

/** Pure. @param now epoch ms */
export function personDocument(
  { sops, zone, office }: DocumentDeps,
  cases: readonly PersonCase[],
  language: Language,
  now: number,
): PersonDocument {
  const at = (moment: number) => momentText(moment, zone);
  const atOrNull = (moment: number | null) => (moment === null ? null : at(moment));
  const from = { in: { id: 'Anda', en: 'You' }, out: { id: 'Kantor', en: 'The office' } } as const;
  const tickets = cases.map((one) => {
    const { record, phone, nik, secrets, hidden, events, messages, files, calls, recordings, looks } = one;
    const sop = sops.get(record.sopId, record.sopVersion);
    const line = (name: string, value: string): Line => {
      const field = fieldIn(sop, name);
      const choose = (of: { readonly catalogue: string | null; readonly choices: readonly never[] }, code: string) =>
        choiceOf(of.catalogue === null ? of.choices : sops.choicesOf(record.serviceId, of.catalogue), code);
      return {
        label: field?.label[language] ?? name,
        value: valueWords(field, value, choose as never)[language],
      };
    };
    return {
      ticketNumber: record.ticketNumber,
      procedure: sop.title[language],
      status: statusWords[record.state.status][language],
      openedAt: at(record.openedAt),
      closedAt: atOrNull(record.state.closedAt),
      basis: basisLine(record.state.basis, language),
      phone,
      nik,
      contents: [
        ...[...contentsOf(record.state)].map(([name, value]) => line(name, value)),
        ...secrets.map(({ field, value }) => line(field, value)),
      ],
      asWritten: hidden.map(({ field, words }) => ({ label: line(field, '').label, value: words })),
      history: events.map(({ event }) => ({ label: at(event.at), value: eventWords(event.type)[language] })),
      looks: looks
        .map(({ at: seenAt, action }) => ({
          label: at(seenAt),
          value: kindsOf(action)
            .map((kind) => dataKinds[kind][language])
            .join('; '),
        }))
        // Looks that show no data are none; several within one minute are told once.
        .filter(({ label, value }, index, all) => value !== '' && !sameLine(all[index - 1], { label, value })),
      messages: messages.map(({ direction, channel, at: sentAt, text }) => ({
        ...{ at: at(sentAt), by: channelWords(channel)[language], text },
        from: from[direction === 'in' ? 'in' : 'out'][language],
      })),
      files: files.map(({ at: cameAt, name, bytes, sha256 }) => ({ at: at(cameAt), name, bytes, sha256 })),
      calls: calls.map(({ arrivedAt, endedAt }) => ({ arrivedAt: at(arrivedAt), endedAt: atOrNull(endedAt) })),
      recordings: recordings.map(({ startedAt, lengthMs }) => ({
        startedAt: atOrNull(startedAt),
        seconds: Math.round(lengthMs / 1_000),
      })),
    };
  });
  const held = dataClasses.flatMap((name) => {
    const moments = cases.flatMap((one) => momentsOf[name](one)).sort((a, b) => a - b);
    const [first, last] = [moments[0], moments.at(-1)];
    if (first === undefined || last === undefined) return [];
    return [{ class: name, count: moments.length, first: at(first), last: at(last) }];
  });
  const name = cases.map(({ record }) => record.state.callerName).findLast((one) => one !== null) ?? null;
  return { office, madeAt: at(now), name, held, tickets };
}

const sameLine = (one: Line | undefined, other: Line) => one?.label === other.label && one.value === other.value;

function basisLine(basis: BasisState | undefined, language: Language): string | null {
  if (!basis) return null;
  const answer = basis.answer === null ? [] : [eventWords(`consent.${basis.answer}`)[language]];
  return [`${basisWords[basis.kind][language]} · ${basis.basis} ${basis.version}`, ...answer].join(' · ');
}

/** One moment for each thing of the class. */
const momentsOf: Readonly<Record<DataClass, (of: PersonCase) => readonly number[]>> = {
  identity: ({ record, phone, nik }) =>
    phone !== null || nik !== null || record.state.callerName !== null ? [record.openedAt] : [],
  contents: ({ record }) => [record.openedAt],
  messages: ({ messages }) => messages.map(({ at }) => at),
  files: ({ files }) => files.map(({ at }) => at),
  calls: ({ calls }) => calls.map(({ arrivedAt }) => arrivedAt),
  recordings: ({ record, recordings }) => recordings.map(({ startedAt }) => startedAt ?? record.openedAt),
  history: ({ events }) => events.map(({ event }) => event.at),
};
