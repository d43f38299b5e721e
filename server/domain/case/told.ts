import type { SopState } from '../sop/state.ts';
import { workEventOf } from '../sop/work-events.ts';

/** Said to the citizen on the line, who confirmed it, whatever else there was to complain about. */
const confirmed: ReadonlySet<string> = new Set(['confirmation.saved', 'confirmation.another']);

/**
 * Whether the citizen has an answer: it was sent, said or went out by letter, or was confirmed on the line. What the office
 * knows and nobody has told yet is none. Pure.
 */
export const wasTold = ({ runs }: Pick<SopState, 'runs'>): boolean =>
  runs.some(
    ({ endedBy }) =>
      endedBy !== null && (workEventOf(endedBy.type)?.says?.as === 'answer' || confirmed.has(endedBy.type)),
  );
