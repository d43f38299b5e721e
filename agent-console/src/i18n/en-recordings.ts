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
  },
};
