import type { SurveyValue } from '../../../telephony/survey.ts';
import { fewHidden } from './few.ts';

/** So many answers with one value to one version of a question, of one service and agent of record. */
export interface AnswerCount {
  readonly serviceId: string;
  /** Null: nobody's. */
  readonly agentId: string | null;
  readonly question: string;
  readonly version: string;
  readonly value: SurveyValue;
  readonly count: number;
}

/** How one version of a question was answered. */
export interface QuestionFigures {
  readonly question: string;
  readonly version: string;
  readonly count: number;
  /** From 1 to 4; null: hidden, because so few answered that it would tell who said what. */
  readonly mean: number | null;
  /** How many answered 1, 2, 3 and 4; null: hidden. */
  readonly counts: readonly [number, number, number, number] | null;
}

export interface SurveyFigures {
  readonly all: readonly QuestionFigures[];
  readonly services: readonly { readonly serviceId: string; readonly questions: readonly QuestionFigures[] }[];
  readonly agents: readonly { readonly agentId: string; readonly questions: readonly QuestionFigures[] }[];
}

/** Figures of what was answered: of all, by service and by agent. Answers of nobody's are in the first two. Pure. */
export function surveyFigures(counts: readonly AnswerCount[]): SurveyFigures {
  const all = byQuestion(counts);
  const agents = grouped(
    counts.filter(({ agentId }) => agentId !== null),
    ({ agentId }) => agentId ?? '',
  ).map(([agentId, of]) => ({ agentId, questions: byQuestion(of) }));
  const hidden = hiddenOf(
    all,
    agents.flatMap(({ questions }) => questions),
  );
  return {
    all,
    services: grouped(counts, ({ serviceId }) => serviceId).map(([serviceId, of]) => ({
      ...{ serviceId, questions: byQuestion(of) },
    })),
    agents: agents.map(({ agentId, questions }) => ({
      agentId,
      questions: questions.map((one) => (hidden.has(one) ? { ...one, mean: null, counts: null } : one)),
    })),
  };
}

/** What is nobody's is hidden among them. */
function hiddenOf(all: readonly QuestionFigures[], ofAgents: readonly QuestionFigures[]): ReadonlySet<QuestionFigures> {
  return new Set(
    all.flatMap(({ question, version, count }) => {
      const each = ofAgents.filter((one) => one.question === question && one.version === version);
      const nobodys = count - each.reduce((total, one) => total + one.count, 0);
      return [...fewHidden(each, (one) => one.count, nobodys)];
    }),
  );
}

const byQuestion = (counts: readonly AnswerCount[]): QuestionFigures[] =>
  grouped(counts, ({ question, version }) => `${question}~${version}`).map(([, of]) => {
    const values = ([1, 2, 3, 4] as const).map((value) => sum(of.filter((one) => one.value === value)));
    const count = sum(of);
    const mean = values.reduce((total, many, index) => total + many * (index + 1), 0) / count;
    const { question = '', version = '' } = of[0] ?? {};
    return { question, version, count, mean, counts: values as [number, number, number, number] };
  });

const sum = (counts: readonly AnswerCount[]) => counts.reduce((total, { count }) => total + count, 0);

/** In the order of their keys. */
function grouped<T>(all: readonly T[], keyOf: (one: T) => string): [string, T[]][] {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}
