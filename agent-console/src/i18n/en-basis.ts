import type { Texts } from './id.ts';
import type { idBasis } from './id-basis.ts';

/** On what a citizen's data are processed, in English. */
export const enBasis: Texts<typeof idBasis> = {
  basis: {
    title: 'Legal basis',
    say: 'Say at the start:',
    asked: 'Ask at the start:',
    given: 'The citizen consents:',
    refused: 'The citizen does not consent:',
    withdrawn: 'The citizen took the consent back:',
    note: { told: 'I have said it', given: 'Consents', refused: 'Does not consent', withdrawn: 'Taken back' },
    fact: 'Legal basis',
    toldAt: '{{text}} (told)',
    answered: '{{text}} ({{answer}})',
  },
};
