import { parseTicketNumber } from '../ticket/number.ts';
import { isCourtesy } from './keywords.ts';

/** A case that a message may belong to. */
export interface ThreadCase {
  readonly caseId: string;
  readonly ticketNumber: string;
  /** Epoch ms; null: open. */
  readonly closedAt: number | null;
}

export type Thread =
  /** It goes on in this case. */
  | { readonly kind: 'continue'; readonly caseId: string }
  /** It is kept with a closed case and asks for nothing. */
  | { readonly kind: 'keep'; readonly caseId: string }
  /** It opens a case, which may follow from a closed one. */
  | { readonly kind: 'open'; readonly linkedTo: string | null };

/** How long after its end a case is what a citizen's next message is about. */
const lateReplyMs = 7 * 86_400_000;

/**
 * Where a message belongs. Pure.
 *
 * A late reply to a closed case opens a new one that is linked to it. None of the six procedures has a way back from
 * its end; the promises of the closed case are settled, and a new question deserves clocks of its own. Thanks make no
 * ticket: they are kept with the case they are about.
 * @param named the case whose ticket number the text names, if it was this citizen's
 * @param last the case of the newest message exchanged with this address at this service, an open one before others
 */
export function threadOf(
  { named, last }: { readonly named: ThreadCase | null; readonly last: ThreadCase | null },
  { text, attached }: { readonly text: string; readonly attached: boolean },
  at: number,
): Thread {
  const meant = named ?? last;
  if (meant === null) return { kind: 'open', linkedTo: null };
  if (meant.closedAt === null) return { kind: 'continue', caseId: meant.caseId };
  if (meant !== named && at - meant.closedAt > lateReplyMs) return { kind: 'open', linkedTo: null };
  if (isCourtesy(text, attached)) return { kind: 'keep', caseId: meant.caseId };
  return { kind: 'open', linkedTo: meant.ticketNumber };
}

/** The ticket numbers that a text names, as they are stored; the first few of them. Pure. */
export function ticketsNamedIn(text: string): readonly string[] {
  const found = text.slice(0, 2_000).match(/(?<![\w-])[a-z]{2,5}-20\d{6}-\d{4,9}(?![\w-])/gi) ?? [];
  const numbers = found.map((one) => one.toUpperCase()).filter((one) => parseTicketNumber(one) !== null);
  return [...new Set(numbers)].slice(0, 3);
}
