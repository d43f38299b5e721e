import type { CommandOutcome } from '../../commands.ts';
import type { Asked } from './asked.ts';

/** What became of a command, by what Twilio answered. */
export function outcome(asked: Asked<unknown>): CommandOutcome {
  if (asked.ok) return { ok: true };
  const { kind, reason } = asked.failure;
  if (kind === 'unknown') return { ok: false, kind: 'timeout', reason };
  return { ok: false, kind: kind === 'rejected' ? 'rejected' : 'unreachable', reason };
}
