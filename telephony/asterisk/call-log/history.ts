import { setTimeout as sleep } from 'node:timers/promises';
import type { ExchangeHistory, LoggedCall } from '../../events.ts';
import type { ExchangeLog } from '../link.ts';
import { type CallLogOptions, callsOfLog } from './calls.ts';
import { readLogBack } from './file.ts';

export interface HistoryQuestion {
  readonly path: string;
  /** Epoch ms by the exchange's clock: read back to here. */
  readonly since: number;
  /** What happened until then is asked of the log; the link tells the rest. Before the lists were asked for. */
  readonly until: number;
  /** When Asterisk started; null: it does not say. */
  readonly startedAt: number | null;
  /** Whether Asterisk says that the call is still there. */
  readonly isThere: (callId: string) => boolean;
  readonly options: CallLogOptions;
  readonly log: ExchangeLog;
}

/** Asterisk writes its log a little later than it tells of a channel that it is gone. */
const patience = { tries: 5, everyMs: 200 };

/** What the log tells of the stretch; null when it cannot be read, which is logged. Never rejects. */
export async function readHistory(question: HistoryQuestion): Promise<ExchangeHistory | null> {
  const { path, since, until, log } = question;
  try {
    for (let left = patience.tries; ; left -= 1) {
      const { lines, whole, garbled } = await readLogBack(path, since);
      const calls = callsOfLog(lines, question.options);
      const unfinished = calls.filter((call) => isUnfinished(call, question)).length;
      if (unfinished > 0 && left > 1) {
        await sleep(patience.everyMs);
        continue;
      }
      const facts = { lines: lines.length, calls: calls.length, garbled, unfinished };
      if (whole) log.info(facts, 'the gap was read back from the call log');
      else log.warn(facts, 'the call log does not go back to the beginning of the gap');
      return { until, calls };
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    log.error({ code, path }, 'the call log cannot be read: what happened in the gap is estimated');
    return null;
  }
}

/** Gone, and its end is not in the log yet. What ended with Asterisk itself has no end there. */
function isUnfinished({ callId, arrivedAt, ended }: LoggedCall, question: HistoryQuestion): boolean {
  const { until, startedAt, isThere } = question;
  return !ended && arrivedAt !== null && arrivedAt <= until && arrivedAt >= (startedAt ?? 0) && !isThere(callId);
}
