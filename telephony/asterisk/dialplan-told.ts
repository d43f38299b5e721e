import { turnedAwayReasons } from '../doors.ts';
import type { CallEvent } from '../events.ts';
import { eventId } from '../ids.ts';
import type { RecordingEvent } from '../recording.ts';
import type { Packet } from './packets.ts';
import { recordingTold } from './recording.ts';
import type { TrackedCall } from './tracked.ts';
import { transferTold } from './tracked-transfer.ts';

/** What our dialplan says of a call (`UserEvent`); what it has said already, and what we do not know, is nothing. */
export function dialplanTold(
  packet: Packet,
  call: TrackedCall,
  tech: string,
  at: number,
): (CallEvent | RecordingEvent)[] {
  switch (packet.userevent) {
    case 'SigapRecording':
      return recordingTold(packet, call, at);
    case 'SigapTransfer':
      return transferTold(packet, call, tech, at);
    case 'SigapTurnedAway':
      return turnedAway(packet, call, at);
    case 'SigapNumberTold':
      return numberTold(call, at);
    default:
      return [];
  }
}

/** When the last sign of the number was played. */
function numberTold(call: TrackedCall, at: number): CallEvent[] {
  if (call.numberToldAt !== null) return [];
  call.numberToldAt = at;
  const { callId } = call;
  return [{ type: 'call.number_told', id: eventId.numberTold(callId), at, callId }];
}

/** Before it is said, so that whoever hangs up meanwhile did not give up waiting. */
function turnedAway(packet: Packet, call: TrackedCall, at: number): CallEvent[] {
  const why = turnedAwayReasons.find((reason) => reason === packet.why);
  // Whoever leaves a message may have been turned away before it.
  if (why === undefined || call.turnedAway === why || (call.turnedAway && why !== 'voicemail')) return [];
  call.turnedAway = why;
  const { callId } = call;
  return [{ type: 'call.turned_away', id: eventId.turnedAway(callId, why), at, callId, why }];
}
