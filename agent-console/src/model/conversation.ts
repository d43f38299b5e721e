import type { Conversation, MessageCard } from '../../../server/contract/messages.ts';
import { type Segments, segmentsOf } from '../../../server/contract/segments.ts';
import type { CaseCard } from '../../../server/contract/views.ts';

export type Purpose = 'message' | 'question' | 'answer';

/** A mail without and with what it answers, which stands below it in lines that begin with `>`. Pure. */
export function unfolded(text: string): { readonly words: string; readonly quoted: string | null } {
  const lines = text.split('\n');
  let at = lines.length;
  while (at > 0 && lines[at - 1]?.startsWith('>')) at -= 1;
  const words = lines.slice(0, at).join('\n').trimEnd();
  return at === lines.length || words === ''
    ? { words: text, quoted: null }
    : { words, quoted: lines.slice(at).join('\n') };
}

/** How the text being written will go out; null where the channel sends it whole. */
export function countOf(channel: MessageCard['channel'] | null, text: string): Segments | null {
  return channel === 'sms' ? segmentsOf(text) : null;
}

/**
 * What a message written beside the forms can be for, the first one chosen unless somebody chose otherwise. Questions and
 * answers are written in the forms of their actions; only where templates alone go, which forms have none of, here too.
 */
export function purposesOf(
  conversation: Pick<Conversation, 'answerDue' | 'mayAsk'>,
  templatesOnly: boolean,
): readonly Purpose[] {
  if (!templatesOnly) return ['message'];
  return [
    'message',
    ...(conversation.mayAsk ? (['question'] as const) : []),
    ...(conversation.answerDue ? (['answer'] as const) : []),
  ];
}

/** Whether only a template can be sent. @param now epoch ms by the server's clock */
export function windowShut(openUntil: number | null, now: number): boolean {
  return openUntil !== null && openUntil <= now;
}

/** A template with what has been filled in; a place left empty stays as it is written. */
export function templateText(text: string, variables: Readonly<Record<string, string>>): string {
  return text.replace(/\{\{(\w+)\}\}/gu, (place, name: string) => variables[name]?.trim() || place);
}

/** The citizen waits for words of ours, or did not get our last ones: somebody has to look, whoever has the next step. */
export function needsWords({ conversation }: Pick<CaseCard, 'conversation'>): boolean {
  return conversation !== null && (conversation.waitingSince !== null || conversation.failed);
}
