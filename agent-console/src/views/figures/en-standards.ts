import type { idStandards } from './id-standards.ts';

/** Reports on service standards, in English. */
export const enStandards: typeof idStandards = {
  open: 'Service standards…',
  title: 'Report on service standards',
  hint: 'Components of a service standard (UU 25/2009, art. 21), the time promised and kept at each step, and how complaints ended, in the form that an Ombudsman asks for. The report is in Indonesian.',
  from: 'First day',
  to: 'Last day',
  procedure: 'Procedure',
  all: 'All procedures in use',
  draft: 'Download draft (PDF)',
  make: 'Make numbered report',
  sure: 'Really make it? It cannot be changed',
  fixed:
    'A numbered report is kept as it is, with its figures and SHA-256. What is corrected afterwards stands in the next one.',
  made: (number) => `Report ${number} was made.`,
  list: 'Reports made',
  none: 'There is no report yet.',
  of: (from, to) => `Period ${from} – ${to}`,
  by: (name, at) => `made by ${name}, ${at}`,
  corrections: (n) => `${n} figures of the report before are corrected`,
  take: 'Download PDF',
  gone: 'somebody',
};
