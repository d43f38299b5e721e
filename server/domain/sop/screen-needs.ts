import { faultTexts } from './faults.ts';
import type { RawDocument, RawRow, RawStep } from './schema.ts';
import type { Finding } from './validate.ts';

/**
 * What screens, counters and the wrap-up need of a procedure that takes calls, so that no caller is lost in it. They
 * read it from the events that its steps wait for, never from a step's id or number. Pure.
 */
export function screenFaults({ channels }: Pick<RawDocument, 'channels'>, rows: readonly RawRow[]): Finding[] {
  if (!channels.includes('phone')) return [];
  const steps = rows.filter((row): row is RawStep => !('kind' in row) && row.scope === 'case');
  const byWorker = steps.filter(({ actor }) => actor !== 'citizen' && actor !== 'system');
  const faults: Finding[] = [];
  const add = (text: Finding['text']) => faults.push({ path: ['channels', channels.indexOf('phone')], text });
  if (!steps.some(({ ends }) => ends.includes('intake.saved'))) add(faultTexts.nothing_written_down());
  const worksAfterAnswer = byWorker.some(
    (step) => startsOf(step).includes('call.answered') || step.ends.includes('call.answered'),
  );
  if (!worksAfterAnswer) add(faultTexts.answered_call_unworked());
  // A call that is cut before anything was written down: somebody must still have work with it.
  const survives = byWorker.some(
    (step) =>
      startsOf(step).includes('call.ended') ||
      (startsOf(step).includes('call.answered') &&
        !step.drops.includes('call.ended') &&
        !step.ends.includes('call.ended')),
  );
  if (worksAfterAnswer && !survives) add(faultTexts.cut_call_lost());
  return faults;
}

const startsOf = (row: RawStep): readonly string[] =>
  row.starts.map((rule) => (typeof rule === 'string' ? rule : rule.on));
