import type { CallEvent } from '../../events.ts';
import { type CallerLanguage, readDoor } from '../../menu.ts';
import { readQuestionWord, type SpokenQuestion, type SurveyAnswered, surveyValueOf } from '../../survey.ts';

/** What a caller is asked whose agent has hung up, and in which language: the one that he chose. */
export interface Survey {
  readonly questions: readonly SpokenQuestion[];
  readonly language: CallerLanguage | null;
}

export type Surveys = ReturnType<typeof createSurveys>;

/** Calls of whose end we were not told. */
const mostKept = 2_000;

/**
 * Callers who stay on the line when the agent has hung up, to be asked. Their call is over for everybody else. What is pressed
 * is told by the address that Twilio asks, so it counts also where a process was killed in between; the next question is not
 * put then.
 */
export function createSurveys({ emit }: { readonly emit: (event: SurveyAnswered) => void }) {
  const asked = new Map<string, Survey>();
  /** Who talks to an agent now, and whose agent has hung up. */
  const talking = new Set<string>();
  const ready = new Set<string>();
  const forget = (callId: string): void => {
    for (const all of [asked, talking, ready]) all.delete(callId);
  };

  return {
    wanted(callId: string, questions: readonly SpokenQuestion[], dnis: string): void {
      if (questions.length === 0) return;
      asked.set(callId, { questions, language: readDoor(dnis).language });
      const [oldest] = asked.keys();
      if (asked.size > mostKept && oldest !== undefined) forget(oldest);
    },
    /** What has become of calls. */
    heard(event: CallEvent): void {
      const { callId } = event;
      if (!asked.has(callId)) return;
      if (event.type === 'call.answered') talking.add(callId);
      if (event.type === 'call.released') talking.delete(callId);
      if (event.type !== 'call.ended') return;
      if (event.endedBy === 'agent' && talking.has(callId)) ready.add(callId);
      else forget(callId);
    },
    /** Whether he is to be asked when his agent hangs up. */
    isWanted: (callId: string): boolean => asked.has(callId) && talking.has(callId),
    /** Null: he is not asked, or not any more. */
    of: (callId: string): Survey | null => (ready.has(callId) ? (asked.get(callId) ?? null) : null),
    /** @param word the question as {@link readQuestionWord} reads it */
    pressed(callId: string, word: string, key: string | undefined, at: number): void {
      const question = readQuestionWord(word);
      const value = surveyValueOf(key);
      if (question && value) emit({ type: 'survey.answered', at, callId, ...question, value });
    },
    /** He has hung up. */
    ended: forget,
  };
}
