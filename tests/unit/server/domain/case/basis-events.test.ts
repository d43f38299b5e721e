import { answersNow, basisEvents } from '../../../../../server/domain/case/basis-events.ts';
import type { BasisState, ConsentAnswer, LegalBasis } from '../../../../../server/domain/service/legal-basis.ts';

const text = { id: 'Kami memakai data Anda …', en: 'We use your data …' };
const consent: LegalBasis = { id: 'photos', version: '2', kind: 'consent', text, without: 'answer' };
const duty: LegalBasis = { id: 'service', version: '1', kind: 'public_task', text };
const said = (answer: ConsentAnswer | null, of: Partial<BasisState> = {}): { readonly basis: BasisState } => ({
  basis: { basis: 'photos', version: '2', kind: 'consent', toldAt: 5, answer, ...of },
});
const untold = {};
const when = { id: 'e1', at: 9, via: 'phone' } as const;
const toldEvent = { type: 'basis.told', data: { basis: 'photos', version: '2', kind: 'consent', without: 'answer' } };
const answer = (type: ConsentAnswer, version = '2') => ({
  ...{ id: 'e1', at: 9, type: `consent.${type}` },
  data: { basis: 'photos', version, via: 'phone' },
});

describe('that the basis was told', () => {
  it('is noted once for the same words, and anew for others', () => {
    const noted = [{ id: 'e1', at: 9, ...toldEvent }];
    expect(basisEvents(consent, untold, 'told', when)).toEqual(noted);
    expect(basisEvents(consent, said(null), 'told', when)).toBeNull();
    expect(basisEvents(consent, said(null, { version: '1' }), 'told', when)).toEqual(noted);
    expect(basisEvents(consent, said(null, { basis: 'sounds' }), 'told', when)).toEqual(noted);
  });

  it('is of no service without a basis', () => {
    expect(basisEvents(null, untold, 'told', when)).toBeNull();
    expect(basisEvents(null, said('given'), 'told', when)).toBeNull();
  });
});

describe('what a citizen answers', () => {
  it('is to the words that were told', () => {
    expect(basisEvents(consent, said(null), 'given', when)).toEqual([answer('given')]);
    expect(basisEvents(consent, said(null), 'refused', when)).toEqual([answer('refused')]);
    expect(basisEvents(consent, said('refused'), 'given', when)).toEqual([answer('given')]);
  });

  it.each(['given', 'refused'] as const)('says that they were asked, where that is not noted: %s', (of) => {
    const both = [{ id: 'e1:told', at: 9, ...toldEvent }, answer(of)];
    expect(basisEvents(consent, untold, of, when)).toEqual(both);
    // What was answered to earlier words is no answer to these.
    expect(basisEvents(consent, said('given', { version: '1' }), of, when)).toEqual(both);
  });

  it('may be taken back whatever is asked by now, and only what holds', () => {
    expect(basisEvents(consent, said('given'), 'withdrawn', when)).toEqual([answer('withdrawn')]);
    const earlier = said('given', { version: '1' });
    for (const basis of [consent, duty, null])
      expect(basisEvents(basis, earlier, 'withdrawn', when)).toEqual([answer('withdrawn', '1')]);
    expect(basisEvents(consent, said('refused'), 'withdrawn', when)).toBeNull();
    expect(basisEvents(consent, said('refused', { version: '1' }), 'withdrawn', when)).toBeNull();
    expect(basisEvents(consent, untold, 'withdrawn', when)).toBeNull();
  });

  it('is nothing where nobody asks, or where it was answered so already', () => {
    expect(basisEvents(duty, untold, 'given', when)).toBeNull();
    expect(basisEvents(null, untold, 'refused', when)).toBeNull();
    expect(basisEvents(null, said(null), 'given', when)).toBeNull();
    expect(basisEvents(consent, said('given'), 'given', when)).toBeNull();
  });
});

it.each<[string, LegalBasis | null, { readonly basis?: BasisState }, readonly ConsentAnswer[]]>([
  ['before anything was said', consent, untold, ['given', 'refused']],
  ['asked', consent, said(null), ['given', 'refused', 'withdrawn']],
  ['consented', consent, said('given'), ['withdrawn']],
  ['refused', consent, said('refused'), ['given']],
  ['consented to earlier words', consent, said('given', { version: '1' }), ['given', 'refused', 'withdrawn']],
  ['consented, and nobody asks any more', duty, said('given'), ['withdrawn']],
  ['of a duty', duty, untold, []],
])('what may be answered now: %s', (_, basis, state, answers) => {
  expect(answersNow(basis, state)).toEqual(answers);
});
