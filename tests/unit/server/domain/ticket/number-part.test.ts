import { formatTicketNumber } from '../../../../../server/domain/ticket/number.ts';
import { numberPart } from '../../../../../server/domain/ticket/number-part.ts';

describe('a part of a ticket number', () => {
  const days = ['2026-01-01', '2026-02-28', '2024-02-29', '2026-12-31', '2026-10-30', '2019-09-09'];
  const numbers = ['DK', 'SBY', 'KOTA', 'ABCDE'].flatMap((code) =>
    days.flatMap((day) => [1, 47, 9999, 10_000, 123_456].map((n) => ({ day, text: formatTicketNumber(code, day, n) }))),
  );

  it('is any beginning of one, however it is typed, and knows no day before the number’s', () => {
    for (const { day, text } of numbers)
      for (let end = 1; end <= text.length; end += 1) {
        const typed = text.slice(0, end);
        const part = numberPart(typed.toLowerCase());
        expect([typed, part?.begins]).toEqual([typed, typed]);
        expect([typed, part?.until === null || (part?.until ?? '') >= day]).toEqual([typed, true]);
        expect([typed, Number.isNaN(Date.parse(part?.until ?? day))]).toEqual([typed, false]);
      }
  });

  it('is any end of one', () => {
    for (const { text } of numbers)
      for (let from = 0; from < text.length; from += 1) {
        const typed = text.slice(from);
        expect([typed, numberPart(typed.toLowerCase())?.ends]).toEqual([typed, typed]);
      }
  });

  it('is of one day where the whole day stands in it, and that is the last it can be of', () => {
    expect(numberPart('sby-20260228')).toEqual({
      ...{ begins: 'SBY-20260228', ends: null, until: '2026-02-28', ofOneDay: true },
    });
    expect(numberPart('SBY-202602')).toMatchObject({ until: '2026-02-28', ofOneDay: false });
    expect(numberPart('SBY-2024')).toMatchObject({ until: '2024-12-31', ofOneDay: false });
    expect(numberPart('SBY')).toMatchObject({ until: null, ofOneDay: false });
  });

  it.each(['lampu jalan', 'banjir', 'SBY-2026022x', '4-7', 'ABCDEF-2026', '%', 'SBY_', '', '-', '1'.repeat(40)])(
    'is not %j, which no number begins or ends with',
    (typed) => {
      expect(numberPart(typed)).toBeNull();
    },
  );
});
