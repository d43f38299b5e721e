import type { Texts } from './id.ts';
import type { idHours } from './id-hours.ts';

/** Hours in a form, in English. */
export const enHours: Texts<typeof idHours> = {
  hours: {
    change: 'Change hours',
    title: 'Hours: {{title}}',
    hint: 'Write them like 07:30-12:00, 13:00-16:00; “24 hours” for all day; leave it empty where it is closed. A night shift is written as two: until 24:00, and from 00:00 of the next day.',
    effect:
      'Doors and new promises count by them at once, without a restart; no call is cut. No promise that was made moves, but for provisional ones.',
    from: 'From',
    fromHint: 'Today or later.',
    open: 'Open, {{day}}',
    breaks: 'Breaks, {{day}}',
    copy: 'Tuesday to Friday as Monday',
    copied: 'Tuesday to Friday are as Monday.',
    unreadable: 'These are no hours. Write them like 07:30-16:00, from 00:00 to 24:00.',
    services: 'Used by: {{names}}',
    since: 'Since {{day}}',
    ahead: 'From {{day}}',
    of: '{{title}}, from {{day}}',
    breakOf: 'break {{spans}}',
    periods: 'Hours of a period, such as Ramadan, are as the calendar file says, and go first on its dates.',
  },
};
