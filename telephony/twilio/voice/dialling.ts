import type { CommandOutcome } from '../../commands.ts';
import type { DialCommand } from '../../dialling.ts';
import type { VoiceLog } from './log.ts';
import { outcome } from './outcome.ts';
import { type PlacedCalls, resultOfCode } from './placed.ts';
import type { VoiceRest } from './rest.ts';
import { roomOf } from './rooms.ts';

export interface DiallingDeps {
  readonly placed: () => Pick<PlacedCalls, 'begin' | 'agentMade' | 'notMade' | 'citizenMade' | 'citizenFailed'>;
  readonly rest: Pick<VoiceRest, 'ringFirst' | 'ringCitizen'>;
  readonly keyOf: (callId: string) => string;
  readonly addressOf: (extension: string) => string;
  /** The number that stands on the telephones, in E.164; null: the office has none that we know of. */
  readonly from: string | null;
  readonly urls: {
    readonly agent: (key: string, extension: string) => string;
    readonly citizen: (key: string) => string;
    readonly conference: string;
  };
  /** Epoch ms. */
  readonly now: () => number;
  readonly log: VoiceLog;
  /** After each: the queue's next moment may be another. */
  readonly done: () => void;
}

export type Dialling = ReturnType<typeof createDialling>;

/** Has Twilio ring for calls that we place. Nothing in here rejects. */
export function createDialling(deps: DiallingDeps) {
  const { placed, rest, from, urls, now, log } = deps;
  return {
    async execute(command: DialCommand): Promise<CommandOutcome> {
      if (from === null) return { ok: false, kind: 'unsupported', reason: 'no number of the office is named' };
      const begun = placed().begin(command, now());
      if (!begun.ok || begun.again) return begun.ok ? { ok: true } : begun;
      const { callId, extension } = command;
      const key = deps.keyOf(callId);
      const asked = await rest.ringFirst({
        ...{ room: roomOf(key), from, to: deps.addressOf(extension) },
        ...{ statusCallback: urls.agent(key, extension), conferenceStatusCallback: urls.conference },
      });
      if (asked.ok) placed().agentMade(key, asked.value);
      // What Twilio may have done all the same is told by its reports.
      else if (asked.failure.kind !== 'unknown') placed().notMade(key, now());
      deps.done();
      return outcome(asked);
    },
    async citizen({ key, digits, room }: { key: string; digits: string; room: string }): Promise<void> {
      const asked = await rest.ringCitizen({
        ...{ room, from: from ?? '', to: `+${digits}`, statusCallback: urls.citizen(key) },
      });
      if (asked.ok) placed().citizenMade(key, asked.value);
      else {
        const { kind, code, reason } = asked.failure;
        log.warn({ key, kind, code, reason }, 'Twilio did not call a citizen');
        // Else the lists tell whether it rings.
        if (kind !== 'unknown') placed().citizenFailed(key, resultOfCode(code), now());
      }
      deps.done();
    },
  };
}
