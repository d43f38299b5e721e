/** What callers are asked by keypad when their talk is over, in words that fit every exchange. */

/** Permenpan-RB 14/2017 has answers go from 1 to 4. */
export const surveyValues = [1, 2, 3, 4] as const;
export type SurveyValue = (typeof surveyValues)[number];

/** A question by its name and the version of its words. */
export interface AskedQuestion {
  /** Small letters, digits and `-`; names the recorded words: `survei-<key>`, and with `-en` behind it. */
  readonly key: string;
  readonly version: string;
}

type Words = { readonly id: string; readonly en: string };

/** The same with its words, and those of 1, 2, 3 and 4, for an exchange that speaks by itself. */
export interface SpokenQuestion extends AskedQuestion {
  readonly text: Words;
  readonly values: readonly Words[];
}

/** A caller has pressed a key. Says nothing about how the call goes, and comes after its end. */
export interface SurveyAnswered extends AskedQuestion {
  readonly type: 'survey.answered';
  /** Epoch ms, by the exchange's clock. */
  readonly at: number;
  readonly callId: string;
  readonly value: SurveyValue;
}

/** What was pressed; null: no answer to a question like this. Pure. */
export const surveyValueOf = (pressed: string | undefined): SurveyValue | null =>
  surveyValues.find((value) => String(value) === pressed) ?? null;

const key = /^[a-z][a-z0-9-]{0,23}$/;
const version = /^[\w.-]{1,20}$/;

/** `key~version`, as a dialplan is told it and says it again. */
export const questionWord = (question: AskedQuestion): string => `${question.key}~${question.version}`;

/** Null: it names no question. Pure. */
export function readQuestionWord(word: string | undefined): AskedQuestion | null {
  const [name = '', of = '', ...more] = (word ?? '').split('~');
  return key.test(name) && version.test(of) && more.length === 0 ? { key: name, version: of } : null;
}
