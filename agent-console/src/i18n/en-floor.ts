import type { Texts } from './id.ts';
import type { idFloor } from './id-floor.ts';

/** What supervisors see of everybody at once, in English. */
export const enFloor: Texts<typeof idFloor> = {
  floor: {
    title: 'Floor',
    waiting: 'Waiting',
    longest: 'Longest wait',
    talking: 'Talking',
    ready: 'Agents ready',
    inTarget: 'Answered ≤ 5 s',
    serviceLevel: 'Service level ≤ 5 s',
    ofOffered: 'of {{count}} offered',
    abandoned: 'Abandoned',
    shortOf: '{{count}} of them short',
    breaches: 'Overdue',
    warnings: '{{count}} nearly due',
    messages: 'Messages waiting',
    noMessages: 'all are answered',
    oldestMessage: 'oldest {{age}}',
    ages: 'Open tickets by age',
    agesBy: 'age in working days of the office',
    stepToday: '{{count}} late today',
    stepGone: 'Not in the version in force any more.',
    stepUnknown: 'A step that is not known',
    stepLoading: 'Loading the step…',
    agents: 'Agents',
    calls: 'Calls',
    noCalls: 'No calls.',
    noAgents: 'No agents yet.',
    phase: {
      arriving: 'Arriving',
      queued: 'Waiting',
      ringing: 'Ringing',
      dialling: 'Calling the citizen',
      talking: 'Talking',
      held: 'On hold',
    },
    kiosk: 'Full screen',
    extension: 'ext. {{extension}}',
    today: 'Today',
  },
};
