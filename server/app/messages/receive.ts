import type { MessageReceived } from '../../../telephony/messaging/port.ts';
import type { CaseEvent } from '../../domain/case/events.ts';
import { hidePersonalNumbers } from '../../domain/identity/personal-numbers.ts';
import { type CitizenAddress, citizenAddress } from '../../domain/message/address.ts';
import { type Keyword, keywordOf } from '../../domain/message/keywords.ts';
import type { Purpose } from '../../domain/message/message.ts';
import { acknowledgement, acknowledgementsAnHour, startedAgain, stopped } from '../../domain/message/texts.ts';
import { type ThreadCase, threadOf, ticketsNamedIn } from '../../domain/message/thread.ts';
import type { Service } from '../../domain/service/service.ts';
import type { Bilingual, Channel } from '../../domain/sop/definition.ts';
import type { Board } from '../board.ts';
import { changeCase } from '../case-writer.ts';
import type { ConversationKey, Known, NewMessage } from '../message-ports.ts';
import type { CaseChange, CaseRecord, Clock, Log, Store, StoreTransaction } from '../ports.ts';
import type { OpenedReport, Reports } from '../reports.ts';
import type { SopRegistry } from '../sop-registry.ts';
import { uuidOf } from '../uuid-of.ts';
import { segmentsIn } from './segments.ts';

export interface ReceiveDeps {
  readonly store: Pick<Store, 'transaction'>;
  readonly sops: SopRegistry;
  readonly reports: Pick<Reports, 'openIn' | 'committed'>;
  readonly board: Board;
  readonly clock: Clock;
  readonly log: Log;
  readonly language: keyof Bilingual;
  /** Conversations of these cases changed. */
  readonly changed: (caseIds: readonly string[]) => void;
  /** There is something to send. */
  readonly kick: () => void;
}

/** A message at the door it came to. */
interface AtDoor {
  readonly message: MessageReceived;
  readonly service: Service | null;
  readonly key: ConversationKey;
  readonly address: CitizenAddress;
}

/**
 * Stores messages of citizens in one transaction: each opens a case or goes on in one, and is answered with its ticket
 * number by way of the messages to be sent. One that is stored already changes nothing.
 */
export function createReceive(deps: ReceiveDeps) {
  const { store, sops, log } = deps;

  const atDoor = (message: MessageReceived): AtDoor => {
    const service = sops.serviceAt(message.channel as Channel, message.to);
    if (!service)
      log.warn({ id: message.id, channel: message.channel }, 'a message came to no service: see services.yaml');
    const address = citizenAddress(message.channel, message.from);
    const serviceId = service?.id ?? `channel:${message.channel}`;
    return { message, service, address, key: { serviceId, channel: message.channel, address: address.key } };
  };

  return async (messages: readonly MessageReceived[]): Promise<void> => {
    // Told twice within one transaction: the first counts.
    const doors = [...new Map(messages.map((message) => [message.id, message])).values()].map(atDoor);
    const done = await store.transaction(async (tx) => {
      await tx.messages.lockConversations(doors.map(({ key }) => key));
      const known = await tx.messages.known(
        doors.map(({ message, key }) => ({ ...key, id: message.id, tickets: ticketsNamedIn(message.text) })),
      );
      const open = known.flatMap(({ seen, named, last }) => (seen ? [] : [named, last]));
      const locked = await tx.lockCases([...new Set(open.flatMap((one) => (one ? [one.caseId] : [])))]);
      const day = createSitting(deps, tx, locked);
      for (const [index, door] of doors.entries()) {
        const facts = known[index] as Known;
        if (!facts.seen) await day.take(door, facts);
      }
      return day.finish();
    });
    for (const opened of done.opened) await deps.reports.committed(opened);
    for (const change of done.changes) deps.board.committed(change);
    if (done.caseIds.length > 0) deps.changed(done.caseIds);
    if (done.toSend) deps.kick();
  };
}

/** The messages of one transaction, one after the other: each sees what those before it did. */
function createSitting(deps: ReceiveDeps, tx: StoreTransaction, locked: ReadonlyMap<string, CaseRecord>) {
  const { sops, reports, clock } = deps;
  const records = new Map(locked);
  const changes = new Map<string, CaseChange>();
  const opened: OpenedReport[] = [];
  const toStore: NewMessage[] = [];
  const touched = new Set<string>();
  /** The newest case of each conversation, the acknowledgements sent, and who wants none, as of now. */
  const last = new Map<string, ThreadCase>();
  const sent = new Map<string, number>();
  const out = new Map<string, boolean>();

  const threadCase = (record: CaseRecord): ThreadCase => ({
    caseId: record.caseId,
    ticketNumber: record.ticketNumber,
    closedAt: record.state.closedAt,
  });
  /** What was read before the locks may have closed since. */
  const fresh = (known: ThreadCase | null): ThreadCase | null => {
    const record = known && records.get(known.caseId);
    return record ? threadCase(record) : known;
  };

  const goOn = (record: CaseRecord, event: CaseEvent, at: number) => {
    const change = changeCase(sops, record, [event], null, at);
    const before = changes.get(record.caseId);
    changes.set(record.caseId, {
      ...change,
      events: [...(before?.events ?? []), ...change.events],
      alerts: [...(before?.alerts ?? []), ...change.alerts],
    });
    records.set(record.caseId, change.record);
  };

  const reply = (door: AtDoor, caseId: string | null, purpose: Purpose, words: Bilingual, at: number) => {
    const text = words[deps.language];
    const { message, service, address } = door;
    if (!service) return;
    toStore.push({
      id: uuidOf(`${message.id} ${purpose}`),
      caseId,
      serviceId: service.id,
      gateway: message.gateway,
      channel: message.channel,
      ownAddress: message.to,
      address,
      text,
      media: [],
      template: null,
      purpose,
      segments: segmentsIn(message.channel, text),
      at,
      personId: null,
    });
  };

  const keep = ({ message, service, address }: AtDoor, caseId: string | null, at: number) => {
    if (caseId) touched.add(caseId);
    toStore.push({
      id: message.id,
      caseId,
      serviceId: service?.id ?? null,
      gateway: message.gateway,
      channel: message.channel,
      ownAddress: message.to,
      address,
      text: message.text,
      media: message.media,
      template: null,
      purpose: null,
      segments: segmentsIn(message.channel, message.text),
      at,
      personId: null,
    });
  };

  const stopOrStart = async (door: AtDoor, keyword: Keyword, caseId: string | null, name: string, at: number) => {
    const stop = keyword === 'stop';
    const changed = await tx.messages.optOut(door.key, stop, at);
    out.set(name, stop);
    keep(door, caseId, at);
    if (!changed) return;
    if (stop) await tx.messages.cancelPending(door.key, at);
    if (door.address.replies) reply(door, caseId, keyword, stop ? stopped : startedAgain, at);
  };

  const openCase = async (door: AtDoor, linkedTo: string | null, at: number): Promise<CaseRecord> => {
    const { message, address, key } = door;
    const result = await reports.openIn(tx, {
      id: message.id,
      serviceId: key.serviceId,
      receivedAt: at,
      // The whole text is sealed with the message; the form and the history hold no number that may be a person's.
      text: hidePersonalNumbers(message.text).slice(0, 8_000).trim() || null,
      from: { address: address.key, masked: address.masked },
      linkedTo,
      by: null,
    });
    opened.push(result);
    records.set(result.record.caseId, result.record);
    return result.record;
  };

  return {
    take: async (door: AtDoor, known: Known): Promise<void> => {
      const { message, service, address } = door;
      const now = clock.now();
      const at = Math.min(message.at, now);
      if (!service) return keep(door, null, at);
      const name = `${door.key.serviceId} ${address.key}`;
      const thread = threadOf(
        { named: fresh(known.named), last: fresh(last.get(name) ?? known.last) },
        message.text,
        at,
      );
      const keyword = keywordOf(message.text);
      if (keyword) return stopOrStart(door, keyword, thread.kind === 'open' ? null : thread.caseId, name, at);
      if (thread.kind === 'keep') return keep(door, thread.caseId, at);
      if (thread.kind === 'continue') {
        const record = records.get(thread.caseId);
        if (!record) throw new Error(`case ${thread.caseId} is not locked`);
        const event: CaseEvent = record.state.sop.awaiting
          ? { id: message.id, type: 'citizen.replied', at, data: { text: null } }
          : { id: message.id, type: 'message.received', at, data: {} };
        goOn(record, event, now);
        last.set(name, threadCase(record));
        return keep(door, record.caseId, at);
      }
      const record = await openCase(door, thread.linkedTo, at);
      last.set(name, threadCase(record));
      keep(door, record.caseId, at);
      const acknowledged = sent.get(name) ?? known.acknowledged;
      const silent = (out.get(name) ?? known.optedOut) || !address.replies || acknowledged >= acknowledgementsAnHour;
      if (silent) return;
      sent.set(name, acknowledged + 1);
      reply(door, record.caseId, 'acknowledgement', acknowledgement(record.ticketNumber), now);
    },
    finish: async () => {
      await tx.saveCases([...changes.values()]);
      await tx.messages.add(toStore);
      const toSend = toStore.some(({ purpose }) => purpose !== null);
      return { opened, changes: [...changes.values()], caseIds: [...touched], toSend };
    },
  };
}
