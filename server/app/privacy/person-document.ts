import { momentText, type OfficeZone } from '../../domain/calendar/office-day.ts';
import { contentsOf } from '../../domain/case/contents.ts';
import { choiceOf } from '../../domain/fields/catalogue.ts';
import { fieldIn } from '../../domain/fields/standard.ts';
import { eventWords } from '../../domain/sop/event-words.ts';
import { valueWords } from '../cases/words.ts';
import type { PersonCase } from '../ports/person-rights.ts';
import type { SopRegistry } from '../procedures/registry.ts';

type Language = 'id' | 'en';

export interface DocumentDeps {
  readonly sops: Pick<SopRegistry, 'get' | 'choicesOf'>;
  readonly zone: OfficeZone;
  readonly office: string;
}

/** A copy of all data of a person, as it is handed to them: moments by the office's wall, everything in words. */
export interface PersonDocument {
  readonly office: string;
  readonly madeAt: string;
  readonly tickets: readonly {
    readonly ticketNumber: string;
    readonly procedure: string;
    readonly status: string;
    readonly openedAt: string;
    readonly closedAt: string | null;
    readonly phone: string | null;
    readonly nik: string | null;
    readonly contents: readonly Line[];
    /** As it was written, before numbers were hidden or a name was put right. */
    readonly asWritten: readonly Line[];
    readonly history: readonly Line[];
    readonly messages: readonly {
      readonly at: string;
      readonly from: string;
      readonly by: string;
      readonly text: string;
    }[];
    readonly call: { readonly arrivedAt: string; readonly endedAt: string | null } | null;
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
  const tickets = cases.map(({ record, phone, nik, secrets, hidden, events, messages, call, recordings }) => {
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
      status: record.state.status,
      openedAt: at(record.openedAt),
      closedAt: atOrNull(record.state.closedAt),
      phone,
      nik,
      contents: [
        ...[...contentsOf(record.state)].map(([name, value]) => line(name, value)),
        ...secrets.map(({ field, value }) => line(field, value)),
      ],
      asWritten: hidden.map(({ field, words }) => ({ label: line(field, '').label, value: words })),
      history: events.map(({ event }) => ({ label: at(event.at), value: eventWords(event.type)[language] })),
      messages: messages.map(({ direction, channel, at: sentAt, text }) => ({
        ...{ at: at(sentAt), by: channel, text },
        from: from[direction === 'in' ? 'in' : 'out'][language],
      })),
      call: call && { arrivedAt: at(call.arrivedAt), endedAt: atOrNull(call.endedAt) },
      recordings: recordings.map(({ startedAt, lengthMs }) => ({
        startedAt: atOrNull(startedAt),
        seconds: Math.round(lengthMs / 1_000),
      })),
    };
  });
  return { office, madeAt: at(now), tickets };
}
