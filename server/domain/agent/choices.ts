import type { Bilingual } from '../sop/terms.ts';

/** Why an agent is not ready. `limitMs`: beyond it people see that it lasts too long; null: it may last. */
export interface PauseReason {
  readonly id: string;
  readonly name: Bilingual;
  readonly limitMs: number | null;
}

/** What agents are good at, in words that queues ask for. */
export interface Skill {
  readonly id: string;
  readonly name: Bilingual;
}

/** What an office has set of its agents' work (`agents.yaml`). */
export interface AgentChoices {
  readonly pauseReasons: readonly PauseReason[];
  readonly skills: readonly Skill[];
}
