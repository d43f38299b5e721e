import type { Texts } from './id.ts';
import type { idVerdicts } from './id-verdicts.ts';

/** The words of verdicts, in English. */
export const enVerdicts: Texts<typeof idVerdicts> = {
  verdicts: {
    title: 'Verdicts by the SOP',
    whole: {
      running: 'Still running, nothing late so far',
      met: 'All met',
      breached: 'Something was late',
      cancelled: 'Nothing was done',
      abandoned: 'The caller gave up before being served',
    },
    counts: '{{met}} met · {{breached}} late · {{cancelled}} cancelled · {{running}} running',
    skipped: 'Not come to: {{steps}}',
    corrected: 'corrected',
    overdue: 'running, late already',
    step: 'Step',
    verdict: 'Verdict',
    elapsed: 'Took',
    of: 'of',
    who: 'Who',
    endedBy: 'Ended by',
    days: '{{shown}} working days',
    hours: '{{shown}} h',
    minutes: '{{shown}} min',
    seconds: '{{shown}} s',
  },
};
