import type { CommandOutcome } from '../../commands.ts';
import { isDialled } from '../../dialling.ts';
import type { CallEvent } from '../../events.ts';
import type { Recorded, RecordingCommand, RecordingTold } from '../../recording.ts';
import type { Call } from './calls.ts';
import type { VoiceLog } from './log.ts';
import { outcome } from './outcome.ts';
import type { Queue } from './queue.ts';
import type { VoiceRest } from './rest.ts';

/** What Twilio records of one room. */
interface Running {
  readonly reference: string;
  readonly conferenceSid: string;
  readonly paused: boolean;
  /** Epoch ms: since when it stands so, as far as we know. */
  readonly at: number;
  /** Twilio has not answered whether it did what was asked: its own word is waited for. */
  readonly doubtful: boolean;
}

export interface RecordedDeps {
  readonly queue: Pick<Queue, 'calls' | 'keyOf'>;
  readonly rest: Pick<VoiceRest, 'pauseRecording' | 'runningRecording'>;
  readonly emit: (event: RecordingTold) => void;
  /** Epoch ms. */
  readonly now: () => number;
  readonly log: VoiceLog;
}

export type RecordedCalls = ReturnType<typeof createRecordedCalls>;

const rejected = (reason: string): CommandOutcome => ({ ok: false, kind: 'rejected', reason });

/** Whether somebody talks to him in a room that is recorded from its start. */
const isTalk = ({ sid, answered, outside, conferenceSid }: Call) =>
  !isDialled(sid) && conferenceSid !== null && (answered !== null || outside !== null);

/**
 * Recordings of the conversations that go on. Each room has one of its own: a caller who is led to another room is recorded
 * there from the beginning, whatever was paused before. Twilio says when one begins; where its word was lost, and in a process
 * that was started in the middle of it, the room's own list is asked.
 */
export function createRecordedCalls({ queue, rest, emit, now, log }: RecordedDeps) {
  const all = new Map<string, Running>();

  function set(call: Call, of: Omit<Running, 'at' | 'doubtful'>): void {
    const { sid, callId } = call;
    const known = all.get(sid);
    const same = known !== undefined && known.paused === of.paused;
    const at = same ? known.at : now();
    all.set(sid, { ...of, at, doubtful: false });
    if (same) return;
    if (of.paused) emit({ type: 'recording.paused', at, callId });
    else emit({ type: known ? 'recording.resumed' : 'recording.on', at, callId });
  }

  async function ask(call: Call, conferenceSid: string): Promise<void> {
    const before = all.get(call.sid);
    const found = await rest.runningRecording(conferenceSid);
    if (!found.ok) return void log.warn({ reason: found.failure.reason }, 'Twilio did not say what it records');
    // Somebody has told more of it meanwhile.
    if (all.get(call.sid) !== before || queue.calls.get(call.sid)?.conferenceSid !== conferenceSid) return;
    if (found.value) set(call, { ...found.value, conferenceSid });
  }

  return {
    /** Twilio records this room from now on. Told twice, or of a room that he has left, it is nothing new. */
    began(sid: string, { reference, conferenceSid }: Pick<Running, 'reference' | 'conferenceSid'>): void {
      const call = queue.calls.get(sid);
      if (!call || call.formerRooms.has(conferenceSid) || all.get(sid)?.reference === reference) return;
      set(call, { reference, conferenceSid, paused: false });
    },
    heard(event: CallEvent): void {
      if (event.type === 'call.ended') all.delete(queue.keyOf(event.callId));
    },
    /** Asks Twilio of the conversations of which nobody has told. Resolves when it has answered; never rejects. */
    async look(): Promise<void> {
      const unknown = [...queue.calls.values()].filter((call) => {
        const one = all.get(call.sid);
        return isTalk(call) && (one === undefined || one.doubtful || one.conferenceSid !== call.conferenceSid);
      });
      for (const call of unknown) if (call.conferenceSid !== null) await ask(call, call.conferenceSid);
    },
    /** Nothing that is said is recorded from now on, or it is again. Never rejects. */
    async execute({ callId, extension, on }: RecordingCommand): Promise<CommandOutcome> {
      const call = queue.calls.get(queue.keyOf(callId));
      if (call?.answered?.extension !== extension) return rejected('the extension does not talk on this call');
      const one = all.get(call.sid);
      if (!one || one.conferenceSid !== call.conferenceSid) return rejected('this conversation is not recorded');
      if (one.paused === on && !one.doubtful) return { ok: true };
      const done = outcome(await rest.pauseRecording(one.conferenceSid, one.reference, on));
      // He was led to another room meanwhile.
      if (all.get(call.sid) !== one) return done;
      if (done.ok) set(call, { ...one, paused: on });
      else if (done.kind === 'timeout') {
        all.set(call.sid, { ...one, doubtful: true });
        await ask(call, one.conferenceSid);
      }
      return done;
    },
    /** Those that are recorded, as a snapshot of the exchange has them. */
    snapshot: (): Recorded[] =>
      [...all].flatMap(([sid, { paused, at }]) => {
        const callId = queue.calls.get(sid)?.callId;
        return callId === undefined ? [] : [{ callId, paused, at }];
      }),
  };
}
