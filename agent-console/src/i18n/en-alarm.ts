import type { Texts } from './id.ts';
import type { idAlarm } from './id-alarm.ts';

/** What is told of people to those in charge, in English. */
export const enAlarm: Texts<typeof idAlarm> = {
  alarm: {
    title: 'Alarms about reading of data, log-ins and recordings',
    seen: 'I have looked at it',
    more: 'Show {{shown}} more',
    fewer: 'Show fewer',
    quiet: 'In the last day, tickets opened for a reason (by person and hour): {{shown}}',
    times: '{{shown}} times',
    nobody: 'Somebody unknown',
    machine: 'The telephone exchange',
    kind: {
      read_many: 'read more than {{most}} tickets within an hour.',
      opened_many: 'opened more than {{most}} tickets that are not their work within an hour.',
      searched_many: 'searched the tickets for more than {{most}} different words within an hour.',
      read_reason: 'opened a ticket that is not their work:',
      reveal_refused: 'wanted to see too many numbers, and was refused.',
      login_guessing: 'gave many wrong passwords from {{source}}: perhaps guessing.',
      recording_full: 'records no conversations: no place is left for recordings.',
      recording_stalled: 'records no conversations: recording has failed; see the log and /readyz.',
      login_emergency: 'logged in with the emergency account from {{source}}.',
      second_factor_reset: 'took away somebody’s second factor, as the audit has it.',
    },
  },
};
