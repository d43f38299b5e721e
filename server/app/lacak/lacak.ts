import type { LacakView } from '../../contract/lacak.ts';
import { basisEvents } from '../../domain/case/basis-events.ts';
import { citizenWrote } from '../../domain/case/citizen-wrote.ts';
import { citizenAddress } from '../../domain/message/address.ts';
import type { ConsentAnswer } from '../../domain/service/legal-basis.ts';
import { parseTicketNumber } from '../../domain/ticket/number.ts';
import type { CasePublisher } from '../cases/case-publisher.ts';
import { changeCase } from '../cases/case-writer.ts';
import type { KeepFile, KeptFile } from '../files/keep-file.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { Clock, Store } from '../ports/ports.ts';
import type { SopRegistry } from '../procedures/registry.ts';
import { uuidOf } from '../shared/uuid-of.ts';
import type { PageAnswers } from '../surveys/case-answers.ts';
import type { IkmPage } from '../surveys/ikm-answers.ts';
import { createMailCode, type MailCodeDeps } from './mail-code.ts';
import { createLacakPapers, type LacakPapers, type LacakPapersDeps } from './papers.ts';
import { createPass, passMs } from './pass.ts';
import { lacakView } from './view.ts';

export interface LacakDeps {
  readonly store: Pick<Store, 'transaction' | 'caseById' | 'unseal'> & LacakPapersDeps['store'];
  readonly kinds: LacakPapersDeps['kinds'];
  readonly fileOf: LacakPapersDeps['fileOf'];
  readonly sops: SopRegistry;
  readonly publisher: CasePublisher;
  readonly keep: KeepFile;
  readonly surveys: PageAnswers;
  readonly ikm: IkmPage;
  readonly clock: Clock;
  /** Conversations of these cases changed. */
  readonly changed: (caseIds: readonly string[]) => void;
  /** Makes passes that nobody can guess or change. */
  readonly sealer: MailCodeDeps['sealer'];
  /** Null: this office sends no mail. */
  readonly mail: MailCodeDeps['mail'] | null;
}

/** What citizens do by themselves, who show that a ticket is theirs. */
export interface Lacak {
  /** Null: there is no such ticket, or it is another's: which of them it is, nobody is told. */
  find(ticket: string, digits: string): Promise<LacakView | null>;
  /**
   * Sends a code to the e-mail address that a ticket has, where it is this one, and nobody there said STOP.
   * @returns what the code is shown with, whether one was sent or not; null: this office sends none
   */
  askCode(ticket: string, email: string): Promise<string | null>;
  /** What tries of a code are counted by; null: its time is over. */
  codeId(challenge: string): string | null;
  /** As `find`, by a code that was sent. */
  findByCode(challenge: string, code: string): Promise<LacakView | null>;
  /** The case of a pass that was given for it; null: it is none, or its time is over. */
  caseOf(pass: string): string | null;
  /** What is shown of the case of a pass; null: of this one nothing is any more. */
  shown(caseId: string): Promise<LacakView | null>;
  /** A paper of the case that is meant for them; null: this one is none, or nothing of the case is shown any more. @throws FilesFault */
  paper(caseId: string, paperId: string): ReturnType<LacakPapers['open']>;
  /** Their words, as a message of theirs; under the same id once. */
  say(caseId: string, id: string, text: string): Promise<'said' | 'case_closed' | 'not_found'>;
  /** That they consent, or no longer, in their own words' place; under the same id once, and of a case that is over too. */
  consent(caseId: string, id: string, answer: ConsentAnswer): Promise<'said' | 'not_found' | 'not_waited_for'>;
  /** Their file, and that it came, as a message of theirs. */
  add(caseId: string, id: string, name: string, bytes: AsyncIterable<Uint8Array>): Promise<KeptFile>;
  /** What they think of how they were served. */
  answer: PageAnswers['answer'];
  /** What they answer to the public satisfaction survey. */
  answerIkm: IkmPage['answer'];
}

export function createLacak(deps: LacakDeps): Lacak {
  const { store, sops, publisher, keep, surveys, ikm, clock, changed, sealer, mail } = deps;

  const passes = createPass(sealer, clock.now);
  const papers = createLacakPapers(deps);
  const codes = createMailCode({ clock, sealer, mail: mail ?? (() => {}) });
  const byNumber = async (ticket: string): Promise<CaseRecord | null> => {
    const number = ticket.replace(/\s/g, '');
    return parseTicketNumber(number) ? store.transaction((tx) => tx.caseByTicket(number.toUpperCase())) : null;
  };
  /** Of a case that nobody may read nothing is shown. */
  const isShown = (record: CaseRecord): boolean => record.restricted !== true && record.task == null;
  const addressOf = async ({ caseId }: CaseRecord) => (await store.unseal(caseId, 'phone')) ?? '';
  /** Whoever has no telephone number cannot show its end. */
  const isTheirs = async (record: CaseRecord, digits: string): Promise<boolean> => {
    const address = await addressOf(record);
    return isShown(record) && /^\+?\d{8,15}$/.test(address) && address.endsWith(digits);
  };
  const viewOf = async (record: CaseRecord): Promise<LacakView> => {
    const addUntil = record.state.closedAt === null ? clock.now() + passMs : null;
    const pass = passes.give({ caseId: record.caseId });
    const { caseId } = record;
    const [asks, nine, theirs] = await Promise.all([surveys.asked(record), ikm.asked(record), papers.of(caseId)]);
    return lacakView(sops, record, { pass, addUntil }, { asks, ikm: nine, papers: theirs });
  };

  const say: Lacak['say'] = async (caseId, id, text) => {
    const messageId = uuidOf(`lacak ${caseId} ${id}`);
    const done = await store.transaction(async (tx) => {
      const locked = await tx.lockCase(caseId, messageId);
      if (!locked) return 'not_found';
      const { record, seen } = locked;
      if (record.state.closedAt !== null) return 'case_closed';
      const correspondent = await tx.messages.correspondent(caseId);
      if (seen || !correspondent) return null;
      const at = clock.now();
      // By no gateway and at no door: where answers go, and WhatsApp's 24 hours, stay as they are.
      const added = await tx.messages.add([
        {
          ...{ id: messageId, caseId, serviceId: null, gateway: '', channel: 'website', ownAddress: '' },
          ...{ address: correspondent.address, text, media: [], template: null, purpose: null, segments: 1, at },
          personId: null,
        },
      ]);
      if (added.size === 0) return null;
      const change = changeCase(sops, record, [citizenWrote(record.state, messageId, at)], null, at);
      await tx.saveCase(change);
      return change;
    });
    if (typeof done === 'string') return done;
    if (done) publisher.committed(done);
    changed([caseId]);
    return 'said';
  };

  return {
    find: async (ticket, digits) => {
      const record = await byNumber(ticket);
      return record && (await isTheirs(record, digits)) ? viewOf(record) : null;
    },
    askCode: async (ticket, email) => {
      if (mail === null) return null;
      const { key } = citizenAddress('email', email);
      const record = await byNumber(ticket);
      const theirs = record !== null && isShown(record) && (await addressOf(record)) === key;
      const reached = theirs && !(await store.transaction((tx) => tx.messages.isOptedOut('email', key)));
      return codes.ask(reached ? { record, address: key } : null);
    },
    codeId: (challenge) => codes.read(challenge)?.id ?? null,
    findByCode: async (challenge, code) => {
      const asked = codes.read(challenge);
      if (asked?.sent !== 1 || asked.code !== code) return null;
      const record = await store.caseById(asked.caseId);
      return record && isShown(record) ? viewOf(record) : null;
    },
    caseOf: (pass) => passes.read(pass)?.caseId ?? null,
    shown: async (caseId) => {
      const record = await store.caseById(caseId);
      return record && isShown(record) ? viewOf(record) : null;
    },
    paper: async (caseId, paperId) => {
      const record = await store.caseById(caseId);
      return record && isShown(record) ? papers.open(caseId, paperId) : null;
    },
    say,
    answer: surveys.answer,
    answerIkm: ikm.answer,
    consent: async (caseId, id, answer) => {
      const eventId = uuidOf(`lacak consent ${caseId} ${id}`);
      const done = await store.transaction(async (tx) => {
        const locked = await tx.lockCase(caseId, eventId);
        if (!locked) return 'not_found';
        const { record, seen } = locked;
        if (seen) return 'said';
        const at = clock.now();
        const basis = sops.basisOf(record.serviceId);
        const events = basisEvents(basis, record.state, answer, { id: eventId, at, via: 'website' });
        if (events === null) return 'not_waited_for';
        const change = changeCase(sops, record, events, null, at);
        await tx.saveCase(change);
        return change;
      });
      if (typeof done === 'string') return done;
      publisher.committed(done);
      return 'said';
    },
    add: async (caseId, id, name, bytes) => {
      const fileId = uuidOf(`lacak file ${caseId} ${id}`);
      const at = clock.now();
      const kept = await keep({ id: fileId, caseId, messageId: null, source: 'page', personId: null, at, name, bytes });
      if (kept.ok) await say(caseId, `file ${id}`, `📎 ${kept.file.name}`);
      return kept;
    },
  };
}
