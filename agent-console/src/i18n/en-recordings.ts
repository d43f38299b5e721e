import type { Texts } from './id.ts';
import type { idRecordings } from './id-recordings.ts';

/** What was recorded of calls, in English. */
export const enRecordings: Texts<typeof idRecordings> = {
  recordings: {
    title: 'Recordings of the conversation',
    what: '{{time}} · {{length}} min',
    noTime: 'time not noted',
    listen: 'Listen',
    listenTo: 'Listen to the recording {{what}}',
    message: 'Voice message',
    messages: 'Voice messages of the citizen',
    hear: 'Listen to the voice message {{what}}',
    pause: 'Pause recording',
    resume: 'Resume recording',
    notPaused: 'The recording is as it was.',
    state: {
      on: 'This conversation is recorded.',
      paused: 'The recording is paused: nothing that is said now is in it.',
    },
    failed: {
      full: 'This conversation is not recorded: no place is left for recordings. Carry on.',
      stalled: 'This conversation is not recorded: recording has failed. Carry on.',
    },
    notWhole: 'incomplete',
    pausedFrom: 'paused {{from}}–{{to}}',
    pausedToEnd: 'paused from {{from}} to the end',
  },
};
