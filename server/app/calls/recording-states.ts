import type { CommandOutcome, ExchangeCommand } from '../../../telephony/commands.ts';
import type { ExchangeSnapshot } from '../../../telephony/events.ts';
import type { RecordingControl, RecordingEvent } from '../../../telephony/recording.ts';
import { talking } from '../../domain/call/call.ts';
import { has } from '../../domain/rights/rights.ts';
import type { Directory } from '../people/directory.ts';
import type { Actor } from '../people/policies.ts';
import type { NewAlarm } from '../ports/alarms.ts';
import type { Store } from '../ports/ports.ts';
import type { Persist } from '../shared/persist.ts';
import type { LiveCalls } from './live-calls.ts';

export type RecordingPaused =
  | { readonly ok: true }
  | { readonly ok: false; readonly why: 'not_your_call' | 'not_recorded' }
  | Extract<CommandOutcome, { ok: false }>;

/** How the recordings of calls that go on stand: shown with the call, and paused by whoever talks. */
export interface RecordingStates {
  show(event: RecordingEvent): void;
  /** Resolves when it is stored, where it is to be. */
  store(event: RecordingEvent): Promise<void>;
  /** What a snapshot tells that was not heard. */
  missed(snapshot: ExchangeSnapshot): readonly RecordingEvent[];
  /** Nothing that is said is recorded from now on, or it is again; kept in the audit. */
  pause(actor: Actor, callId: string, on: boolean): Promise<RecordingPaused>;
}

export interface RecordingStatesDeps {
  readonly store: Pick<Store, 'saveRecordingPause' | 'transaction'>;
  readonly directory: Pick<Directory, 'byExtension'>;
  readonly liveCalls: Pick<LiveCalls, 'get' | 'recorded'>;
  readonly control: () => RecordingControl;
  readonly execute: (command: ExchangeCommand) => Promise<CommandOutcome>;
  readonly persist: Persist;
  readonly raiseAlarm: (alarm: NewAlarm) => void;
}

export function createRecordingStates(deps: RecordingStatesDeps): RecordingStates {
  const { store, directory, liveCalls, control, execute, persist } = deps;

  return {
    show: ({ callId, at, ...event }) => {
      if (event.type === 'recording.failed') {
        liveCalls.recorded(callId, { state: 'failed', since: at, why: event.why });
        deps.raiseAlarm({ kind: 'recording.failed', personId: null, subject: event.why, reason: null });
        return;
      }
      // One that has failed stays so: of what follows nobody knows whether it is there.
      if (liveCalls.get(callId)?.recording?.state === 'failed') return;
      liveCalls.recorded(callId, { state: event.type === 'recording.paused' ? 'paused' : 'on', since: at, why: null });
    },
    store: async ({ type, callId, at }) => {
      if (type !== 'recording.paused' && type !== 'recording.resumed') return;
      await persist(`${type} ${callId}`, () => store.saveRecordingPause(callId, type === 'recording.paused', at));
    },
    missed: ({ recorded = [] }) =>
      recorded.flatMap(({ callId, paused, at }) => {
        const known = liveCalls.get(callId)?.recording?.state;
        if (known === 'failed' || known === (paused ? 'paused' : 'on')) return [];
        // Gone on with while nobody listened, perhaps.
        return [{ type: paused ? 'recording.paused' : 'recording.resumed', at, callId }];
      }),
    pause: async (actor, callId, on) => {
      const live = liveCalls.get(callId);
      const leg = live && talking(live.call);
      const person = leg ? directory.byExtension(leg.extension) : null;
      if (!leg || !has(actor, 'pause recording', { talk: { agentId: person?.userId ?? null } }))
        return { ok: false, why: 'not_your_call' };
      if (!control().pause || (live.recording ?? null) === null) return { ok: false, why: 'not_recorded' };
      const done = await execute({ type: 'recording.pause', callId, extension: leg.extension, on });
      if (!done.ok) return done;
      // The citizen goes on speaking: what is done is done, and is written down as soon as it can be.
      const action = on ? 'recording.paused' : 'recording.resumed';
      void persist(`${action} ${callId}`, () =>
        store.transaction((tx) => tx.audit({ personId: actor.userId, action, subject: callId, reason: null })),
      );
      return { ok: true };
    },
  };
}
