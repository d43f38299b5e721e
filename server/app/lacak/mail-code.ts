import { randomInt, randomUUID } from 'node:crypto';
import { codeLetter } from '../../domain/message/texts.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { Clock } from '../ports/ports.ts';
import { createSealedToken, type Sealer } from '../shared/sealed-token.ts';

/** How long a code is worth something; a letter may take some minutes. */
const codeMs = 15 * 60_000;

export interface MailCodeDeps {
  readonly clock: Clock;
  readonly sealer: Sealer;
  /** Hands a letter over to be sent, and waits for nothing. */
  readonly mail: (to: string, letter: { readonly subject: string; readonly text: string }) => void;
}

/** What is kept of a code that was sent, by whoever asked for it: sealed, so that it says nothing to them. */
interface Challenge {
  readonly id: string;
  readonly caseId: string;
  /** False: nothing was sent, and no code fits. */
  readonly sent: 0 | 1;
  readonly code: string;
}

/** Codes by mail, by which somebody without a telephone number shows that a ticket is theirs. */
export function createMailCode({ clock, sealer, mail }: MailCodeDeps) {
  const challenges = createSealedToken<Challenge>({ sealer, now: clock.now, of: 'lacak code', ms: codeMs });
  return {
    /**
     * Sends a code, where there is somebody to send it to.
     * @param found null: it is nobody's, of which the answer shows nothing
     * @returns what the code is shown with
     */
    ask(found: { readonly record: CaseRecord; readonly address: string } | null): string {
      const code = String(randomInt(1_000_000)).padStart(6, '0');
      const caseId = found?.record.caseId ?? randomUUID();
      if (found) mail(found.address, codeLetter(found.record.ticketNumber, code, codeMs / 60_000));
      const sent = found ? 1 : 0;
      return challenges.give({ id: randomUUID(), caseId, sent, code });
    },
    /** What was asked for; null: it is none of ours, or its time is over. */
    read: challenges.read,
  };
}
