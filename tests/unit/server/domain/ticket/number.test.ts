import { formatTicketNumber, parseTicketNumber } from '../../../../../server/domain/ticket/number.ts';

describe('a ticket number', () => {
  it.each([
    ['DK', '2026-11-22', 47, 'DK-20261122-0047'],
    ['SBY', '2026-01-02', 9999, 'SBY-20260102-9999'],
    ['SBY', '2026-01-02', 10_000, 'SBY-20260102-10000'],
  ])('of %s on %s, the %d., is %s and reads back', (code, day, n, text) => {
    expect(formatTicketNumber(code, day, n)).toBe(text);
    expect(parseTicketNumber(text)).toEqual({ code, day, n });
  });

  it('is read as people type it', () => {
    expect(parseTicketNumber('  dk-20261122-0047 ')).toEqual({ code: 'DK', day: '2026-11-22', n: 47 });
  });

  it.each([
    '',
    'DK-20261122-47',
    'DK-20261122-0000',
    'DK-20261122-00047',
    'DK-20261322-0047',
    'DK-20260230-0047',
    'D-20261122-0047',
    'DKABCD-20261122-0047',
    'DK-20261122-0047x',
    'DK 20261122 0047',
    'DK-20261122-0047\n1',
    `DK-20261122-${'1'.repeat(10_000)}`,
  ])('has one spelling only, which %.30j is not', (text) => {
    expect(parseTicketNumber(text)).toBeNull();
  });
});
