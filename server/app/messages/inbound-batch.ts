import type { MessageReceived } from '../../../telephony/messaging/port.ts';
import { cutText } from '../../../telephony/well-formed.ts';
import { citizenWrote } from '../../domain/case/citizen-wrote.ts';
import type { CaseEvent } from '../../domain/case/events.ts';
import type { CitizenAddress } from '../../domain/message/address.ts';
import { consentIn, type Keyword, keywordOf } from '../../domain/message/keywords.ts';
import type { Purpose } from '../../domain/message/message.ts';
import {
  acknowledgement,
  acknowledgementsAnHour,
  consentNoted,
  startedAgain,
  stopped,
} from '../../domain/message/texts.ts';
import { type ThreadCase, threadOf } from '../../domain/message/thread.ts';
import { basisTold, type ConsentAnswer, consentSaid, mayAnswer } from '../../domain/service/legal-basis.ts';
import type { Service } from '../../domain/service/service.ts';
import type { Bilingual, Channel } from '../../domain/sop/terms.ts';
import { changeCase } from '../cases/case-writer.ts';
import { type CaseIntake, caseIdOf, type IntakeRequest, type OpenedCase } from '../cases/intake.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { ConversationKey, Happening, Known, NewMessage } from '../ports/messages.ts';
import type { CaseChange, Clock, StoreTransaction } from '../ports/ports.ts';
import type { SurveyAnswer } from '../ports/surveys.ts';
import type { SopRegistry } from '../procedures/registry.ts';
import { uuidOf } from '../shared/uuid-of.ts';
import { ratingOf } from '../surveys/message-answers.ts';
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

/** A mere "no" answers whatever was asked last; who had consented and now does not takes it back. */
function answerIn(text: string, { basis, sop }: CaseRecord['state']): ConsentAnswer | null {
  const answer = consentIn(text);
  if (answer !== 'refused') return answer;
  const expressly = /setuju|agree/i.test(text);
  if (basis?.answer === 'given') return expressly ? 'withdrawn' : null;
  return expressly || !sop.awaiting ? answer : null;
}

/** Below the line of two dashes a mail has its writer's name and telephone (RFC 3676, 4.3). */
const saidIn = ({ text, mail }: MessageReceived): string => (mail ? (text.split(/^-- ?$/m)[0] ?? '').trim() : text);

/** A subject that says something besides what it answers stands above the words. */
function withSubject({ text, mail }: MessageReceived): string {
  const subject = mail?.subject.trim() ?? '';
  if (subject === '' || subject === text.trim() || /^(?:re|bls|balas|fwd?|tr)\s*:/i.test(subject)) return text;
  return `${subject}\n\n${text}`;
}

/** A mail as it is shown: what it answers stands below it, marked as such (RFC 3676), so that a screen can fold it. */
function wordsOf(message: MessageReceived): string {
  const quoted = message.mail?.quoted ?? '';
  const words = withSubject(message);
  return quoted === '' ? words : `${words}\n\n${quoted.replace(/^/gm, '> ').replace(/^> (?=>)/gm, '>')}`;
}

const channelOf = ({ message }: AtDoor) => message.channel as Channel;

/** What the messages of one transaction came to. */
export interface Sat {
  readonly opened: readonly OpenedCase[];
  readonly changes: readonly CaseChange[];
  readonly caseIds: readonly string[];
  /** Something is to be sent. */
  readonly toSend: boolean;
}

/** What came with a citizen's message is fetched once it is stored, and kept with its case. */
const wantedOf = ({ id, caseId, gateway, media, purpose, at }: NewMessage) =>
  caseId === null || purpose !== null
    ? []
    : media.map(({ url }, index) => ({
        ...{ id: uuidOf(`media ${id} ${index}`), caseId, messageId: id, gateway, url, at },
      }));

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
  /** Answers to the question of consent, in the cases as they were locked. */
  const said: { readonly caseId: string; readonly event: CaseEvent }[] = [];
  /** Answers to how it was. */
  const ratings: { readonly caseId: string; readonly answer: SurveyAnswer; readonly messageId: string }[] = [];
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

  type Row = Pick<NewMessage, 'id' | 'caseId' | 'text' | 'media' | 'purpose' | 'at' | 'happens' | 'mail' | 'aside'>;
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

  const keep = (door: AtDoor, caseId: string | null, at: number, text = wordsOf(door.message)) => {
    if (caseId) touched.add(caseId);
    const { id, media, mail, aside = null } = door.message;
    add(door, { id, caseId, text, media, purpose: null, at, mail: mail ?? null, aside });
  };

  /**
   * Kept with its case, whose citizen stays whom we write to: a number may be guessed, and an address in From be anybody's.
   */
  const keepOfStranger = (door: AtDoor, strange: ThreadCase, at: number) => {
    keep({ ...door, service: null }, strange.caseId, at);
    if (door.message.aside === undefined) goesOn.push({ caseId: strange.caseId, door, at });
  };

  const reply = (
    door: AtDoor,
    caseId: string | null,
    purpose: Purpose,
    words: Bilingual,
    happens: Happening | null = null,
  ) =>
    add(door, {
      happens,
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

  /** Whether it answers what its case asked, also when that is over. */
  const consent = (door: AtDoor, known: Known, name: string, at: number): boolean => {
    const text = saidIn(door.message);
    const caseId = (known.named ?? last.get(name) ?? known.last)?.caseId;
    const record = caseId === undefined ? undefined : records.get(caseId);
    const { basis } = record?.state ?? {};
    const answer = record ? answerIn(text, record.state) : null;
    if (answer === null || !record || !basis || !mayAnswer(basis, answer)) return false;
    keep(door, record.caseId, at);
    said.push({
      caseId: record.caseId,
      event: { id: door.message.id, at, ...consentSaid(answer, basis, channelOf(door)) },
    });
    records.set(record.caseId, { ...record, state: { ...record.state, basis: { ...basis, answer } } });
    const silent = (out.get(name) ?? known.optedOut) || !door.address.replies;
    const words = consentNoted(record.ticketNumber, answer, basis.without ?? 'answer');
    if (!silent) reply(door, record.caseId, 'consent', words);
    return true;
  };

  /** Whether it answers how it was, which its writer was asked when the case was over. */
  const rated = async (door: AtDoor, known: Known, name: string, at: number): Promise<boolean> => {
    const caseId = (known.named ?? last.get(name) ?? known.last)?.caseId;
    const rating = await ratingOf(
      tx,
      sops,
      caseId === undefined ? undefined : records.get(caseId),
      saidIn(door.message),
      at,
    );
    if (!rating) return false;
    const { answer } = rating;
    // How somebody was served is not for whoever served him, who reads the conversation.
    keep(door, rating.caseId, at, answer ? '•' : undefined);
    if (answer) ratings.push({ caseId: rating.caseId, answer, messageId: door.message.id });
    return true;
  };

  const open = (door: AtDoor, known: Known, linkedTo: string | null, name: string, at: number) => {
    const { message, address, key } = door;
    const text = cutText(withSubject(message), 8_000).trim() || null;
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
    const take = (caseId: string, eventOf: (record: CaseRecord) => CaseEvent) => {
      const record = records.get(caseId);
      if (!record) throw new Error(`case ${caseId} is not locked`);
      const change = changeCase(sops, record, [eventOf(record)], null, now);
      const before = changes.get(caseId);
      const events = [...(before?.events ?? []), ...change.events];
      changes.set(caseId, { ...change, events, alerts: [...(before?.alerts ?? []), ...change.alerts] });
      records.set(caseId, change.record);
    };
    for (const { caseId, event } of said) take(caseId, () => event);
    for (const { caseId, door, at } of goesOn) take(caseId, ({ state }) => citizenWrote(state, door.message.id, at));
    return [...changes.values()];
  };

  return {
    take: async (door: AtDoor, known: Known): Promise<void> => {
      const { message, service, address } = door;
      const at = Math.min(message.at, now);
      const { strange } = known;
      if (message.aside !== undefined)
        return keep({ ...door, service: null }, (known.named ?? strange)?.caseId ?? null, at);
      if (!service) return keep(door, null, at);
      const name = `${door.key.serviceId} ${address.key}`;
      const thread = threadOf(
        { named: fresh(known.named), last: fresh(last.get(name) ?? known.last) },
        { text: message.text, attached: message.media.length > 0 },
        at,
      );
      if (!known.named && strange && fresh(strange)?.closedAt === null) return keepOfStranger(door, strange, at);
      const keyword = message.media.length === 0 ? keywordOf(saidIn(message)) : null;
      if (keyword) return stopOrStart(door, keyword, thread.kind === 'open' ? null : thread.caseId, name, at);
      if (message.media.length === 0 && consent(door, known, name, at)) return;
      if (message.media.length === 0 && (await rated(door, known, name, at))) return;
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
        const basis = door.service?.basis ?? null;
        const words = acknowledgement(ticketNumber, basis);
        reply(door, caseId, 'acknowledgement', words, basis && basisTold(basis));
      }
      await tx.saveCases(changes);
      await tx.messages.add(toStore);
      for (const { caseId, answer, messageId } of ratings)
        await tx.surveys.saveCaseAnswers(caseId, [answer], messageId);
      await tx.files.want(toStore.flatMap(wantedOf));
      const toSend = toStore.some(({ purpose }) => purpose !== null);
      return { opened, changes, caseIds: [...touched], toSend };
    },
  };
}
