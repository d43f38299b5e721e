import type { MessageReceived } from '../../../telephony/messaging/port.ts';
import { cutText } from '../../../telephony/well-formed.ts';
import type { CaseEvent } from '../../domain/case/events.ts';
import type { CitizenAddress } from '../../domain/message/address.ts';
import { type Keyword, keywordOf } from '../../domain/message/keywords.ts';
import type { Purpose } from '../../domain/message/message.ts';
import { acknowledgement, acknowledgementsAnHour, startedAgain, stopped } from '../../domain/message/texts.ts';
import { type ThreadCase, threadOf } from '../../domain/message/thread.ts';
import type { Service } from '../../domain/service/service.ts';
import type { Bilingual } from '../../domain/sop/definition.ts';
import { changeCase } from '../cases/case-writer.ts';
import { type CaseIntake, caseIdOf, type IntakeRequest, type OpenedCase } from '../cases/intake.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { ConversationKey, Known, NewMessage } from '../ports/messages.ts';
import type { CaseChange, Clock, StoreTransaction } from '../ports/ports.ts';
import type { SopRegistry } from '../procedures/registry.ts';
import { uuidOf } from '../shared/uuid-of.ts';
import { segmentsIn } from './segments.ts';

/** A message at the door it came to. */
export interface AtDoor {
  readonly message: MessageReceived;
  /** Null: nobody is there. */
  readonly service: Service | null;
  readonly key: ConversationKey;
  readonly address: CitizenAddress;
}

export interface InboundBatchDeps {
  readonly sops: SopRegistry;
  readonly intake: Pick<CaseIntake, 'openAllIn'>;
  readonly clock: Clock;
  readonly language: keyof Bilingual;
}

/** What the messages of one transaction came to. */
export interface Sat {
  readonly opened: readonly OpenedCase[];
  readonly changes: readonly CaseChange[];
  readonly caseIds: readonly string[];
  /** Something is to be sent. */
  readonly toSend: boolean;
}

/**
 * The messages of one transaction. Each is taken in its turn and sees what those before it decided; what they lead to is
 * stored at the end, all of a kind at once.
 * @param locked the cases that they may go on in
 */
export function createInboundBatch(
  { sops, intake, clock, language }: InboundBatchDeps,
  tx: StoreTransaction,
  locked: ReadonlyMap<string, CaseRecord>,
) {
  const now = clock.now();
  const records = new Map(locked);
  const openings: IntakeRequest[] = [];
  const goesOn: { readonly caseId: string; readonly door: AtDoor; readonly at: number }[] = [];
  const acknowledged: { readonly caseId: string; readonly door: AtDoor }[] = [];
  const toStore: NewMessage[] = [];
  const touched = new Set<string>();
  /** The newest case of each conversation, the acknowledgements sent, and who wants none, as of now. */
  const last = new Map<string, ThreadCase>();
  const sent = new Map<string, number>();
  const out = new Map<string, boolean>();

  /** What was read before the locks may have closed since. */
  const fresh = (known: ThreadCase | null): ThreadCase | null => {
    const record = known && records.get(known.caseId);
    return record ? { ...known, closedAt: record.state.closedAt } : known;
  };

  type Row = Pick<NewMessage, 'id' | 'caseId' | 'text' | 'media' | 'purpose' | 'at'>;
  const add = ({ message, service, address }: AtDoor, row: Row) => {
    const { gateway, channel, to: ownAddress } = message;
    const serviceId = service?.id ?? null;
    const segments = segmentsIn(channel, row.text);
    toStore.push({
      ...row,
      serviceId,
      gateway,
      channel,
      ownAddress,
      address,
      template: null,
      segments,
      personId: null,
    });
  };

  const keep = (door: AtDoor, caseId: string | null, at: number) => {
    if (caseId) touched.add(caseId);
    const { id, text, media } = door.message;
    add(door, { id, caseId, text, media, purpose: null, at });
  };

  const reply = (door: AtDoor, caseId: string | null, purpose: Purpose, words: Bilingual) =>
    add(door, {
      id: uuidOf(`${door.message.id} ${purpose}`),
      caseId,
      text: words[language],
      media: [],
      purpose,
      at: now,
    });

  const stopOrStart = async (door: AtDoor, keyword: Keyword, caseId: string | null, name: string, at: number) => {
    const stop = keyword === 'stop';
    const changed = await tx.messages.optOut(door.key, stop, at);
    out.set(name, stop);
    keep(door, caseId, at);
    if (!changed) return;
    if (stop) await tx.messages.cancelPending(door.key, at);
    if (door.address.replies) reply(door, caseId, keyword, stop ? stopped : startedAgain);
  };

  const open = (door: AtDoor, known: Known, linkedTo: string | null, name: string, at: number) => {
    const { message, address, key } = door;
    const text = cutText(message.text, 8_000).trim() || null;
    const from = { address: address.key, masked: address.masked };
    const caseId = caseIdOf(message.id);
    openings.push({ id: message.id, serviceId: key.serviceId, receivedAt: at, text, from, linkedTo, by: null });
    last.set(name, { caseId, ticketNumber: '', closedAt: null });
    keep(door, caseId, at);
    const times = sent.get(name) ?? known.acknowledged;
    const silent = (out.get(name) ?? known.optedOut) || !address.replies || times >= acknowledgementsAnHour;
    if (silent) return;
    sent.set(name, times + 1);
    acknowledged.push({ caseId, door });
  };

  /** The cases after what was said in them; a case that waited for its citizen waits no more. */
  const changed = (): readonly CaseChange[] => {
    const changes = new Map<string, CaseChange>();
    for (const { caseId, door, at } of goesOn) {
      const record = records.get(caseId);
      if (!record) throw new Error(`case ${caseId} is not locked`);
      const { id } = door.message;
      const event: CaseEvent = record.state.sop.awaiting
        ? { id, type: 'citizen.replied', at, data: { via: 'message' } }
        : { id, type: 'message.received', at, data: {} };
      const change = changeCase(sops, record, [event], null, now);
      const before = changes.get(caseId);
      const events = [...(before?.events ?? []), ...change.events];
      changes.set(caseId, { ...change, events, alerts: [...(before?.alerts ?? []), ...change.alerts] });
      records.set(caseId, change.record);
    }
    return [...changes.values()];
  };

  return {
    take: async (door: AtDoor, known: Known): Promise<void> => {
      const { message, service, address } = door;
      const at = Math.min(message.at, now);
      if (!service) return keep(door, null, at);
      const name = `${door.key.serviceId} ${address.key}`;
      const thread = threadOf(
        { named: fresh(known.named), last: fresh(last.get(name) ?? known.last) },
        { text: message.text, attached: message.media.length > 0 },
        at,
      );
      const keyword = message.media.length === 0 ? keywordOf(message.text) : null;
      if (keyword) return stopOrStart(door, keyword, thread.kind === 'open' ? null : thread.caseId, name, at);
      if (thread.kind === 'open') return open(door, known, thread.linkedTo, name, at);
      keep(door, thread.caseId, at);
      if (thread.kind === 'continue') goesOn.push({ caseId: thread.caseId, door, at });
    },

    finish: async (): Promise<Sat> => {
      // Made from messages that are new, under the locks of their conversations.
      const opened = await intake.openAllIn(tx, openings, true);
      for (const { record } of opened) records.set(record.caseId, record);
      const changes = changed();
      for (const { caseId, door } of acknowledged) {
        const ticketNumber = records.get(caseId)?.ticketNumber ?? '';
        reply(door, caseId, 'acknowledgement', acknowledgement(ticketNumber));
      }
      await tx.saveCases(changes);
      await tx.messages.add(toStore);
      const toSend = toStore.some(({ purpose }) => purpose !== null);
      return { opened, changes, caseIds: [...touched], toSend };
    },
  };
}
