import type { CaseEvent } from '../case/events.ts';

/** An event of a case's history, with who brought it about; null: the exchange or the clock. */
export interface Told {
  readonly event: CaseEvent;
  readonly personId: string | null;
}
