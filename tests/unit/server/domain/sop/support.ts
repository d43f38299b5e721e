import { initialSopState, type SopState } from '../../../../../server/domain/sop/state.ts';
import { step } from '../../../../../server/domain/sop/step.ts';
import { type Timekeeper, wallClock } from '../../../../../server/domain/sop/timekeeper.ts';
import { sopWith, stepWith } from '../../../../support/sops.ts';

export const sopOf = (...steps: Parameters<typeof stepWith>[0][]) => sopWith(steps.map(stepWith));

/** What happens, `type@ms`, or `type@ms handled ms`, and what is said and stored of it. */
export function play(sop: ReturnType<typeof sopOf>, happenings: readonly string[], time: Timekeeper = wallClock) {
  let state: SopState = initialSopState;
  const alerts: string[] = [];
  happenings.forEach((happening, index) => {
    const [, type = '', at, handled = at] = /^(\S+)@(\d+)(?: handled (\d+))?$/.exec(happening) ?? [];
    const event = { id: `e${index}`, type, at: Number(at) };
    const result = step(sop, state, event, Number(handled), time);
    state = result.state;
    alerts.push(...result.effects.map(({ kind, percent, dueAt }) => `${kind} ${percent} % ${dueAt}`));
  });
  return { state, alerts, run: state.runs[0] };
}
