import { isDialled } from '../dialling.ts';
import { readQuestionWord, type SurveyAnswered, surveyValueOf } from '../survey.ts';
import type { Packet } from './packets.ts';

/**
 * Callers who are asked when the agent has hung up, by the dialplan of `config/extensions_survey.conf`. Their talk is over
 * then, and so is the call for everybody but themselves.
 */

/** Set by the dialplan on the caller's channel: since when he is asked. Read back by the resync. */
export const surveyVariable = 'SIGAP_SURVEY';
/** What it writes into the call log: alone when it begins, with `question~version~key` behind it for an answer. */
const surveyLogged = 'SIGAP_SURVEY';

export const isSurveyTold = ({ event, userevent }: Packet): boolean =>
  event === 'UserEvent' && userevent === 'SigapSurvey';

/** Whether the talk is over, and the questions begin. */
export const surveyBegins = (packet: Packet): boolean => isSurveyTold(packet) && packet.step === 'begun';

/** What was pressed, of whichever caller: nobody keeps him in mind. @param name the exchange's */
export function surveyTold(packet: Packet, name: string, at: number): SurveyAnswered[] {
  const { linkedid, step, question, value } = packet;
  if (step !== 'answered' || !linkedid || isDialled(linkedid)) return [];
  return answer(`${name}-${linkedid}`, question, value, at);
}

/** What a line of the call log says, by its data: `begun`, or answers; null: nothing of this. */
export function surveyInLog(
  userType: string,
  data: string,
  callId: string,
  at: number,
): 'begun' | SurveyAnswered[] | null {
  if (userType !== surveyLogged) return null;
  const said = data.slice(surveyLogged.length + 1);
  const [, question, value] = /^(.+)~(.+)$/.exec(said) ?? [];
  return said === '' ? 'begun' : answer(callId, question, value, at);
}

function answer(callId: string, word: string | undefined, pressed: string | undefined, at: number): SurveyAnswered[] {
  const question = readQuestionWord(word);
  const value = surveyValueOf(pressed);
  return question && value ? [{ type: 'survey.answered', at, callId, ...question, value }] : [];
}
