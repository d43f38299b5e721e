import { roles } from '../../contract/people.ts';
import { parseEmail } from '../../domain/identity/email.ts';
import { citizenAddress } from '../../domain/message/address.ts';
import type { PaperCarrier } from '../messages/delivery.ts';
import type { Directory } from '../people/directory.ts';
import { type Actor, mayMakePaper } from '../people/policies.ts';
import type { CasePaper, PaperReads } from '../ports/case-papers.ts';
import { type FileReads, FilesFault, type FileVault } from '../ports/files.ts';
import type { Correspondent } from '../ports/messages.ts';
import type { Log, Store } from '../ports/ports.ts';
import type { MessagesQueued, QueueToCitizen } from '../ports/to-citizen.ts';
import { uuidOf } from '../shared/uuid-of.ts';
import type { PaperActs } from './paper-acts.ts';
import { bytesOf, calledAs } from './paper-bytes.ts';
import type { PaperResult } from './paper-result.ts';

interface MailPaperDeps {
  readonly store: Pick<Store & PaperReads & FileReads, 'transaction' | 'messages' | 'paperById' | 'fileById'>;
  readonly vault: FileVault;
  readonly acts: Pick<PaperActs, 'went'>;
  readonly directory: Directory;
  readonly queueToCitizen: QueueToCitizen;
  readonly queued: MessagesQueued;
  readonly log: Pick<Log, 'warn'>;
}

/** Papers that go out by e-mail, as a file of a message. */
export interface MailPaper {
  /**
   * Has a signed paper sent. It counts as sent when the mail server has taken it.
   * @param to where the citizen has not been written to yet; else it goes where the case's messages go
   * @param id the command's own: asked again under it, one message is sent
   */
  mail(actor: Actor, paperId: string, to: string | null, id: string): Promise<PaperResult>;
  readonly carrier: PaperCarrier;
}

export function createMailPaper(deps: MailPaperDeps): MailPaper {
  const { store, acts, directory, log } = deps;

  /** Whoever wrote to us or was written to stays where that was: an address that is typed moves no conversation. */
  const goesTo = async (caseId: string, to: string | null): Promise<Correspondent | null> => {
    const known = await store.messages.correspondent(caseId);
    if (known?.last || to === null) return known;
    return { address: citizenAddress('email', to), last: null, lastInboundAt: null };
  };

  return {
    mail: async (actor, paperId, to, id) => {
      if (!mayMakePaper(actor)) return { ok: false, kind: 'forbidden' };
      const found = await store.paperById(paperId);
      if (!found) return { ok: false, kind: 'unknown' };
      const { caseId } = found;
      if (to !== null && parseEmail(to) === null) return { ok: false, kind: 'unsendable', refusal: 'no_contact' };
      const citizen = await goesTo(caseId, to);
      const messageId = uuidOf(`paper mailed ${id}`);
      const result = await store.transaction(async (tx): Promise<PaperResult> => {
        const locked = await tx.lockCase(caseId, messageId);
        const paper = locked && (await tx.papers.lock(paperId));
        if (!locked || !paper) return { ok: false, kind: 'unknown' };
        if (await tx.messages.isStored(messageId)) return { ok: true, paper };
        const { state, sha256 } = paper;
        const waits = (await store.messages.messagesOf(caseId)).some((one) => one.pending && one.paperId === paperId);
        if (state !== 'signed' || sha256 === null || waits) return { ok: false, kind: 'not_now' };
        const carried = { paperId, sha256, name: `${calledAs(paper)}.pdf` };
        const words = { id: messageId, text: wordsFor(paper), purpose: 'message', personId: actor.userId } as const;
        const outcome = await deps.queueToCitizen(tx, locked.record, { ...words, paper: carried }, citizen);
        return outcome.ok ? { ok: true, paper } : { ok: false, kind: 'unsendable', refusal: outcome.refusal };
      });
      if (result.ok) deps.queued([caseId]);
      return result;
    },

    carrier: {
      open: async ({ paperId, sha256 }) => {
        const paper = await store.paperById(paperId);
        // Sent already: the message went out before, and only what became of it could not be stored.
        if (!paper || !['signed', 'sent'].includes(paper.state) || paper.sha256 !== sha256) return 'void';
        try {
          return (await bytesOf(deps, paper)) ?? 'away';
        } catch (error) {
          if (!(error instanceof FilesFault)) throw error;
          log.warn({ paperId, reason: error.code }, 'a paper that is to go by e-mail cannot be opened now');
          return 'away';
        }
      },
      went: async ({ id, personId, paper: { paperId } }, keep) => {
        const person = directory.byId(personId);
        const role = roles.find((one) => one === person?.role);
        if (!person || !role) return false;
        const actor = { userId: person.userId, role };
        // What would follow may be refused by now; that it went is true all the same.
        for (const alone of [false, true]) if ((await acts.went(actor, paperId, id, keep, alone)).ok) return true;
        return false;
      },
    },
  };
}

/** What stands above the paper, in the language of papers. */
const wordsFor = ({ title, number }: CasePaper): string =>
  `Dengan hormat,\n\nbersama ini kami kirimkan ${title.id}${number === null ? '' : ` nomor ${number}`}, terlampir sebagai PDF.`;
