import { createRecordingStates, type RecordingStatesDeps } from '../app/calls/recording-states.ts';
import { createRecordings, createTakeOver, type RecordingsDeps } from '../app/calls/recordings.ts';
import { createVoicemail, type VoicemailDeps } from '../app/calls/voicemail.ts';
import type { Store } from '../app/ports/ports.ts';

type RecordingWiringDeps = Omit<RecordingsDeps, 'store' | 'pausesMs'> &
  Omit<RecordingStatesDeps, 'store'> &
  Omit<VoicemailDeps, 'store'> & { readonly store: Store; readonly isAway: (error: unknown) => boolean };

/** What is recorded of calls: how it stands, what the exchange keeps, and what it hands over. */
export function createRecordingWiring(deps: RecordingWiringDeps) {
  return {
    recorded: createRecordings(deps),
    takeOver: createTakeOver({ ...deps, message: createVoicemail(deps) }),
    recordingStates: createRecordingStates(deps),
  };
}
