import { randomInt, randomUUID } from 'node:crypto';
import { codeLetter } from '../../domain/message/texts.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { Clock } from '../ports/ports.ts';

/** How long a code is worth something; a letter may take some minutes. */
const codeMs = 15 * 60_000;

export interface MailCodeDeps {
  readonly clock: Clock;
  /** Makes what nobody can guess, read or change. */
  readonly sealer: { seal(text: string): string; open(sealed: string): string };
  /** Hands a letter over to be sent, and waits for nothing. */
  readonly mail: (to: string, letter: { readonly subject: string; readonly text: string }) => void;
}

/** What is kept of a code that was sent, by whoever asked for it: sealed, so that it says nothing to them. */
interface Challenge {
  readonly of: 'lacak code';
  readonly id: string;
  readonly caseId: string;
  /** False: nothing was sent, and no code fits. */
  readonly sent: 0 | 1;
  readonly code: string;
  /** Epoch ms. */
  readonly until: number;
}

/** Codes by mail, by which somebody without a telephone number shows that a ticket is theirs. */
export function createMailCode({ clock, sealer, mail }: MailCodeDeps) {
  return {
    /**
     * Sends a code, where there is somebody to send it to.
     * @param found null: it is nobody's, of which the answer shows nothing
     * @returns what the code is shown with
     */
    ask(found: { readonly record: CaseRecord; readonly address: string } | null): string {
      const code = String(randomInt(1_000_000)).padStart(6, '0');
      const caseId = found?.record.caseId ?? randomUUID();
      const until = clock.now() + codeMs;
      if (found) mail(found.address, codeLetter(found.record.ticketNumber, code, codeMs / 60_000));
      const sent = found ? 1 : 0;
      const challenge: Challenge = { of: 'lacak code', id: randomUUID(), caseId, sent, code, until };
      return sealer.seal(JSON.stringify(challenge));
    },
    /** What was asked for; null: it is none of ours, or its time is over. */
    read(challenge: string): Pick<Challenge, 'id' | 'caseId' | 'sent' | 'code'> | null {
      try {
        const read = JSON.parse(sealer.open(challenge)) as Challenge;
        return read.of === 'lacak code' && read.until >= clock.now() ? read : null;
      } catch {
        return null;
      }
    },
  };
}
