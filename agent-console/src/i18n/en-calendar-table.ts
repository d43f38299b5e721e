import type { Texts } from './id.ts';
import type { idCalendarTable } from './id-calendar-table.ts';

/** A year's table of holidays by a file, in English. */
export const enCalendarTable: Texts<typeof idCalendarTable> = {
  calendarTable: {
    open: 'Import a table (CSV)',
    title: 'Import a table of holidays from a CSV file',
    hint: 'The first line has the headings: tanggal (date), jenis (libur nasional, cuti bersama or libur lokal), nama; if wanted also hari (weekday) and name (in English). One day on each line, one year in a file. Dates are 2027-01-01, 1/1/2027, 01-01-2027 or 1 Januari 2027; separated by commas, semicolons or tabs.',
    counts: '{{year}}: {{add}} new holidays, {{change}} changed, {{same}} the same already.',
    wrong: '{{shown}} of {{all}} rows need mending. Nothing has been written.',
    nothing: 'All of it is so already: there is nothing to write.',
    whole:
      'With this table all holidays of {{year}} are known: promises into it are provisional no more, and those that were are counted anew.',
    notNational: 'There is no national holiday in it, so {{year}} is not known by it.',
    onlyGood: 'Take the {{shown}} good rows only',
    onlyGoodHint: 'Or take the good rows only. {{year}} is not known then, and no holiday is taken away.',
    removed: 'Not in this table, and so no holidays any more:',
    doubts: 'National holidays every year, but not in this table. Check that the file is complete:',
    preview: 'What comes of each row',
    outcomes: { add: 'new holiday', change: 'changes', same: 'the same already', faulty: 'needs mending' },
    confirm: 'Take over the table of {{year}}',
    changed: 'Holidays have changed since you looked, and nothing has been written. Look again.',
    complete: 'All of {{year}} is here',
    completeSure: 'Yes, {{year}} has no other holidays',
    saidHere: 'It was said here that all holidays of {{year}} are known.',
    reopen: 'Some are missing',
    reopenSure: 'Yes, some are still missing',
    days: '{{shown}} changes: {{first}}, …',
  },
};
