import type { idPlanning } from './id-planning.ts';

/** How many agents calls need, in English. */
export const enPlanning: typeof idPlanning = {
  open: 'Planning…',
  title: 'How many agents are needed',
  hint: 'Calls of each half hour are foreseen from the same weekday of the weeks before; Erlang C and A tell how many agents reach the goal, and both stand beside what really happened.',
  from: 'First day',
  to: 'Last day',
  service: 'Service',
  all: 'All telephone services',
  goal: 'Goal: % answered',
  threshold: 'within (seconds)',
  weeks: 'Weeks before',
  none: 'There are no calls to go by yet, neither before nor in this period.',
  basis: (handle, patience) =>
    `From the weeks before: ${handle === null ? 'how long a call takes is not known' : `a call takes ${handle} on average`}; ${patience === null ? 'how patient callers are is not known, as nobody gave up' : `callers are patient for ${patience} on average`}.`,
  error: (intervals, weighted, bias) =>
    `The forecast of ${intervals} half hours that are over was ${weighted} of the calls off (leaning ${bias}).`,
  noError: 'No half hour that was foreseen is over yet: how far the forecast is off is not known.',
  replay: 'The models beside what happened',
  told: 'By the model',
  happened: 'Happened',
  off: 'Off on average',
  points: (n) => `${n} points`,
  models: { c: 'Answered in time, Erlang C', a: 'Answered in time, Erlang A', abandoned: 'Gave up, Erlang A' },
  intervals: 'Each half hour',
  columns: {
    forecast: 'Calls foreseen',
    neededC: 'Agents needed (C)',
    neededA: 'Agents needed (A)',
    offered: 'Calls',
    agents: 'Agents there',
    inTime: 'In time',
    modelC: 'By C',
    modelA: 'By A',
  },
  tryOut: 'What if',
  calls: 'Calls per half hour',
  agents: 'Agents',
  handle: 'Handling time (seconds)',
  patience: 'Patience (seconds, empty: not known)',
  ask: 'Work out',
  answerC: (inTime, wait) =>
    `Erlang C: ${inTime} answered in time; ${wait === null ? 'the queue grows without end' : `a wait of ${wait} on average`}.`,
  answerA: (inTime, abandoned) => `Erlang A: ${inTime} answered in time, ${abandoned} give up.`,
  answerNeeded: (c, a) => `The goal needs ${c} agents by C, ${a} by A.`,
  tooMany: 'more than 1,000',
  assume: 'What is assumed',
  assumptions: [
    'Calls come at random, and handling time and patience are exponential.',
    'All agents are one pool and can take every call; ringing is not counted as handling.',
    'Erlang C: nobody gives up. Erlang A: who is not patient hangs up.',
    'Holidays are not told apart from working days in the weeks before.',
    'Of one service, the agents are those who were rung for it, without their time on calls of other services.',
  ],
  draft:
    'What a draft of a procedure would have done to last month’s tickets is worked out on the page SOP, in the preview of the draft (head and administrator).',
};
