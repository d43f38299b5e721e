import type { Texts } from './id.ts';
import type { idAgents } from './id-agents.ts';

/** The states of agents, and the queues on the floor, in English. */
export const enAgents: Texts<typeof idAgents> = {
  floorQueues: {
    title: 'Queues',
    waiting: '{{count}} waiting',
    longest: 'longest {{time}}',
    ready: '{{ready}} of {{all}} ready',
    nobody: 'No agents',
    nobodyReady: 'Nobody is ready',
  },
  wrapUp: {
    left: '{{time}} left',
    finish: 'Finish now',
    finishHint: 'Take calls again; the record stays on your desk',
    extend: 'Extend ({{count}})',
    extendHint: 'Can be made longer {{count}} more times',
  },
  overLimit: 'over by {{time}}',
  overLimitOwn: 'The limit of {{reason}} is over by {{time}}.',
  missedOnce: '1 missed call',
  missedOnceHint: 'One call was not answered and went to another agent. Once more, and you are set to not ready.',
};
