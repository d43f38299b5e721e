import type { CommandOutcome } from '../commands.ts';
import type { Recorded, RecordingCommand, RecordingEvent } from '../recording.ts';
import type { AmiConnection } from './connection.ts';
import type { Packet } from './packets.ts';
import { type TrackedCall, talks } from './tracked.ts';

/**
 * Recording, by the dialplan of `config/extensions_recording.conf`: MixMonitor on the caller's own channel, so that it
 * goes on with whoever talks to him.
 */

/** Set by the dialplan on the caller's channel (`on`), and by us (`paused`); read back by the resync. */
export const recordedVariable = 'SIGAP_RECORDED';

interface PauseDeps {
  readonly action: AmiConnection['action'];
  /** Null: the extension talks to no caller who is recorded. */
  readonly translator: { recordedChannelOf(callId: string, extension: string): string | null };
}

/** Nothing that either of them says comes into the recording; it goes on as silence. Never rejects. */
export async function pauseRecording(
  { callId, extension, on }: RecordingCommand,
  { action, translator }: PauseDeps,
): Promise<CommandOutcome> {
  const channel = translator.recordedChannelOf(callId, extension);
  if (!channel) return { ok: false, kind: 'rejected', reason: 'this conversation is not recorded' };
  // The word of it first where it begins, and last where it ends: whoever reads it back believes in no sound too much.
  const mark = () => action('Setvar', { channel, variable: recordedVariable, value: on ? 'paused' : 'on' });
  const still = () => action('MixMonitorMute', { channel, direction: 'both', state: on ? '1' : '0' });
  for (const step of on ? [mark, still] : [still, mark]) {
    const done = await step();
    if (!done.ok) return { ok: false, kind: done.kind, reason: done.reason };
  }
  return { ok: true };
}

/** What a packet tells of a caller's recording; nothing when it tells nothing new. */
export function recordingTold(packet: Packet, call: TrackedCall, at: number): RecordingEvent[] {
  const { callId, recorded } = call;
  if (packet.event === 'UserEvent') {
    if (recorded) return [];
    call.recorded = { paused: false, at };
    return [{ type: 'recording.on', at, callId }];
  }
  const paused = packet.state === '1';
  if (!recorded || recorded.paused === paused) return [];
  call.recorded = { paused, at };
  return [{ type: paused ? 'recording.paused' : 'recording.resumed', at, callId }];
}

/** Those that are recorded, as a snapshot has them. */
export const recordedOf = (calls: Iterable<TrackedCall>): Recorded[] =>
  [...calls].flatMap(({ callId, recorded }) => (recorded ? [{ callId, ...recorded }] : []));

/** Whether what is said on the call now should come into its file. */
export const isWrittenDown = (call: TrackedCall): boolean =>
  call.recorded !== undefined && talks(call) !== null && call.transfer === null;
