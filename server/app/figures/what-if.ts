import { setImmediate as others } from 'node:timers/promises';
import { agentsNeeded, type Goal, type Modelled, modelled } from '../../domain/planning/staffing.ts';

/** A roster to try: half hours with the calls that are expected and the agents who would be there. */
export interface WhatIfAsked {
  readonly goal: Goal;
  readonly handleSeconds: number;
  /** Null: nobody gives up, or it is not known. */
  readonly patienceSeconds: number | null;
  readonly rows: readonly { readonly calls: number; readonly agents: number }[];
}

export interface WhatIf {
  readonly rows: readonly (Modelled & { readonly needed: { readonly c: number | null; readonly a: number | null } })[];
  /** All rows, weighted by calls; null: nobody calls. */
  readonly whole: {
    readonly c: number;
    /** Null: patience is not known. */
    readonly a: { readonly inTime: number; readonly abandoned: number } | null;
  } | null;
}

const halfHour = 1_800;

/** What both models say of a roster. Gives way between rows. */
export async function whatIf({ goal, handleSeconds, patienceSeconds, rows }: WhatIfAsked): Promise<WhatIf> {
  const told: WhatIf['rows'][number][] = [];
  for (const { calls, agents } of rows) {
    const callers = { callsPerSecond: calls / halfHour, handleSeconds, patienceSeconds };
    told.push({ ...modelled(agents, callers, goal.seconds), needed: agentsNeeded(callers, goal) });
    await others();
  }
  const calls = rows.reduce((sum, row) => sum + row.calls, 0);
  if (calls === 0) return { rows: told, whole: null };
  const mean = (of: (row: Modelled) => number) =>
    told.reduce((sum, row, index) => sum + of(row) * (rows[index]?.calls ?? 0), 0) / calls;
  return {
    rows: told,
    whole: {
      c: mean(({ c }) => c.inTime),
      a:
        patienceSeconds === null
          ? null
          : { inTime: mean(({ a }) => a?.inTime ?? 0), abandoned: mean(({ a }) => a?.abandoned ?? 0) },
    },
  };
}
