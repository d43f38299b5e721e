import type { idFigures } from './id-figures.ts';

/** Figures, in English. */
export const enFigures: typeof idFigures = {
  title: 'Figures',
  hint: 'Counted from the log of what happened. Calls count when they came, steps and tickets when they ended.',
  filter: 'Filter figures',
  report: 'Report',
  from: 'From',
  to: 'Until',
  interval: 'Interval',
  entries: (n) => (n === '1' ? '1 entry' : `${n} entries`),
  when: 'Time',
  ticket: 'Ticket',
  step: 'Step',
  length: 'Length',
  looks: 'Every figure opens the list of what it counts.',
  showChart: 'Show chart',
  hideChart: 'Hide chart',
  measure: 'Figure',
  by: 'By',
  threshold: 'Answered within (seconds)',
  take: (format) => `Download ${format}`,
  onlyThis: (name) => `Only ${name}`,
  all: 'Show all services',
  tickets: (of) => `Tickets of ${of}`,
  showOnly: (of) => `Show only ${of}`,
};
