import { createNumberPlan } from '../../../../telephony/several/number-plan.ts';

const plan = createNumberPlan([
  { name: 'asterisk', prefix: '' },
  { name: 'selatan', prefix: '7' },
  { name: 'timur', prefix: '81' },
]);

describe('the plan of numbers of an office with several exchanges', () => {
  it('tells the same number of two exchanges apart', () => {
    expect(plan.ofOffice('asterisk', '201')).toBe('201');
    expect(plan.ofOffice('selatan', '201')).toBe('7201');
    expect(plan.ofOffice('timur', '201')).toBe('81201');
  });

  it('finds the exchange of a number, and its number there', () => {
    expect(plan.ofExchange('201')).toEqual({ exchange: 'asterisk', local: '201' });
    expect(plan.ofExchange('7201')).toEqual({ exchange: 'selatan', local: '201' });
    expect(plan.ofExchange('81201')).toEqual({ exchange: 'timur', local: '201' });
    // One digit is no telephone.
    expect(plan.ofExchange('72')).toEqual({ exchange: 'asterisk', local: '72' });
  });

  it('gives nobody the telephone whose number would be somebody else’s', () => {
    const number = plan.ofOffice('asterisk', '7201');
    expect(number).not.toBe('7201');
    expect(number).not.toMatch(/^\d+$/);
    expect(plan.ofExchange(number).exchange).toBe('asterisk');
  });

  it('is refused where two numbers could not be told apart', () => {
    const faulty = (...prefixes: string[]) =>
      createNumberPlan(prefixes.map((prefix, index) => ({ name: `x${index}`, prefix })));
    expect(() => faulty('', '7', '7')).toThrow(/two exchanges have the prefix "7"/);
    expect(() => faulty('', '7', '78')).toThrow('the prefix 7 begins the prefix 78');
    expect(() => faulty('', '')).toThrow(/two exchanges have the prefix ""/);
    expect(() => faulty()).toThrow(/at least one/);
    expect(() =>
      createNumberPlan([
        { name: 'a', prefix: '' },
        { name: 'a', prefix: '7' },
      ]),
    ).toThrow(/two exchanges are called a/);
  });
});
