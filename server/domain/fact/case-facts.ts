import type { SopDefinition } from '../sop/definition.ts';
import type { Timekeeper } from '../sop/timekeeper.ts';
import { type CaseFact, caseFact } from './case-fact.ts';
import { type FactCase, type StepFact, stepFacts } from './step-fact.ts';
import type { Told } from './told.ts';

/** What is to be kept of a case for figures, when something has happened to it. */
export interface CaseFacts {
  /** Of the steps that have ended with it. */
  readonly steps: readonly StepFact[];
  /** Null: the case goes on. */
  readonly end: CaseFact | null;
}

/** Of what happened just now, or of a whole history. Pure. */
export function caseFacts(of: FactCase, sop: SopDefinition, told: readonly Told[], time: Timekeeper): CaseFacts {
  return { steps: stepFacts(of, sop, told, time), end: caseFact(of, sop) };
}
