import type { CallEvent } from '../events.ts';
import { type AskedQuestion, type SurveyAnswered, surveyValues } from '../survey.ts';
import type { Agenda } from './agenda.ts';
import type { Random } from './random.ts';

/** Callers who are asked when the agent has hung up, and some of whom answer. */
export interface SimulatedSurveys {
  /** The service asks this caller. */
  wanted(callId: string, asks: readonly AskedQuestion[]): void;
  /** What happens on calls. */
  heard(event: CallEvent): void;
}

/** Those who stay to be asked, and answer each question. */
const share = 0.6;
/** How many of ten press 1, 2, 3 and 4. */
const weights = [1, 1, 4, 4] as const;
/** From the question to the key, ms. */
const thinks = [3_000, 8_000] as const;

export function createSimulatedSurveys(deps: {
  readonly agenda: Pick<Agenda, 'at' | 'now'>;
  /** A stream of its own: whether callers answer changes nothing else. */
  readonly random: Random;
  readonly scale: (ms: number) => number;
  readonly emit: (event: SurveyAnswered) => void;
}): SimulatedSurveys {
  const { agenda, random, scale, emit } = deps;
  const asked = new Map<string, readonly AskedQuestion[]>();
  const talked = new Set<string>();

  const ask = (callId: string, [question, ...more]: readonly AskedQuestion[], at: number) => {
    if (!question || random.next() >= share) return;
    const value = random.weighted(surveyValues, (one) => weights[one - 1] ?? 0);
    agenda.at(at + scale(random.between(...thinks)), () => {
      const at = agenda.now();
      emit({ type: 'survey.answered', at, callId, ...question, value });
      ask(callId, more, at);
    });
  };

  return {
    wanted: (callId, asks) => void asked.set(callId, asks),
    heard(event) {
      const { type, callId, at } = event;
      if (type === 'call.answered') talked.add(callId);
      if (type !== 'call.ended') return;
      const asks = asked.get(callId) ?? [];
      // Whoever hangs up first is not there to be asked.
      if (talked.has(callId) && event.endedBy === 'agent') ask(callId, asks, at);
      asked.delete(callId);
      talked.delete(callId);
    },
  };
}
