import { questionByMessage, ratingIn } from '../../domain/survey/by-message.ts';
import { isAskable } from '../../domain/survey/survey.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { StoreTransaction } from '../ports/ports.ts';
import type { SurveyAnswer } from '../ports/surveys.ts';
import type { SopRegistry } from '../procedures/registry.ts';
import { askingId } from './ask-by-message.ts';

/** What one message of a citizen answers; `answer` null: a number, and none that can be an answer. */
export interface Rating {
  readonly caseId: string;
  readonly answer: SurveyAnswer | null;
}

/**
 * What a text answers to what its writer was asked when the case was over; null: it was not asked, or says something else,
 * which is a report like any other.
 * @param at epoch ms
 */
export async function ratingOf(
  tx: Pick<StoreTransaction, 'messages'>,
  { services }: Pick<SopRegistry, 'services'>,
  record: CaseRecord | undefined,
  text: string,
  at: number,
): Promise<Rating | null> {
  const value = ratingIn(text);
  if (value === null || !record || !isAskable(record.state, at)) return null;
  const { caseId, serviceId } = record;
  const question = questionByMessage(services.find(({ id }) => id === serviceId));
  if (!question || !(await tx.messages.isStored(askingId(caseId)))) return null;
  const { key, version } = question;
  return { caseId, answer: value === 'none' ? null : { key, version, value, channel: 'message', at } };
}
