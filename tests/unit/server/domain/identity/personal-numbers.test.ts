import { hidePersonalNumbers } from '../../../../../server/domain/identity/personal-numbers.ts';

describe('hidePersonalNumbers', () => {
  it.each([
    '081234567890',
    '+6281234567890',
    '6281234567890',
    '81234567890',
    '0812-3456-7890',
    '0812 3456 7890',
    '812-3456-7890',
    '+62 812-3456-7890',
    '62-812-3456-7890',
    '(024) 6921105',
    '(0341) 123 456',
    '+1 212 555 1234',
    '0812.3456.7890',
    '3578011501900001',
    '1101012902000001',
    '357801 150190 0001',
    '199001152015031001',
  ])('hides %s wherever it stands', (number) => {
    for (const text of [
      number,
      `caller ${number}.`,
      `sip:${number}@pbx`,
      `ani=${number},x`,
      `PJSIP/${number}-00000001`,
      `a${number}b`,
    ]) {
      const hidden = hidePersonalNumbers(text);
      expect(hidden).toContain('[hidden]');
      expect(hidden.replace('-00000001', '')).not.toMatch(/\d/);
    }
  });

  it.each([
    'call asterisk:1795322123.45 answered',
    'linked 1795322123.1045:offered:1795322130.7',
    'held at 1795322123456',
    'ticket DK-20261122-0047 made',
    'tickets SBY-20261122-10047, SBY-20260801-0001',
    'at 2026-11-22T04:47:40.123Z',
    'at 2026-08-01 08:00:00',
    'leg twilio-CA08123456789081234567890812345678 answered',
    'case 08123456-0812-4345-8678-081234567890',
    'waited 12345678 ms, due in 30 s',
    'hotline 112, 1708 or 1500664',
    'listening on 127.0.0.1:3000',
    'extension 1001 on PJSIP/1001-0000000a',
  ])('keeps "%s"', (text) => {
    expect(hidePersonalNumbers(text)).toBe(text);
  });

  it('hides each of several numbers and leaves the words', () => {
    expect(hidePersonalNumbers('from 081234567890 about 3578011501900001 and 0812-3456-7891!')).toBe(
      'from [hidden] about [hidden] and [hidden]!',
    );
  });

  it('is quick on text made to be slow', () => {
    const startedAt = performance.now();
    for (const text of [
      '0 '.repeat(50_000),
      '(0'.repeat(50_000),
      '0'.repeat(100_000),
      '0()'.repeat(30_000),
      '+1 ().'.repeat(20_000),
    ])
      hidePersonalNumbers(text);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });
});
