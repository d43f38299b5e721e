import { createRecordingStates, type RecordingStatesDeps } from '../app/calls/recording-states.ts';
import { createRecordings, createTakeOver, type RecordingsDeps } from '../app/calls/recordings.ts';
import { createVoicemail, type VoicemailDeps } from '../app/calls/voicemail.ts';
import type { Store } from '../app/ports/ports.ts';
import { createCallAnswers } from '../app/surveys/call-answers.ts';

type RecordingWiringDeps = Omit<RecordingsDeps, 'store' | 'pausesMs'> &
  Omit<RecordingStatesDeps, 'store'> &
  Omit<VoicemailDeps, 'store'> & { readonly store: Store; readonly isAway: (error: unknown) => boolean };

/** What is kept of calls beside their cases: recordings and how they stand, and what callers answered afterwards. */
export function createRecordingWiring(deps: RecordingWiringDeps) {
  return {
    recorded: createRecordings(deps),
    surveyed: createCallAnswers(deps),
    takeOver: createTakeOver({ ...deps, message: createVoicemail(deps) }),
    recordingStates: createRecordingStates(deps),
  };
}
