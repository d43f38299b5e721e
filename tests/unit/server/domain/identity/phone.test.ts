import { maskPhone, parsePhone } from '../../../../../server/domain/identity/phone.ts';

describe('parsePhone', () => {
  it.each([
    ['08111232222', '+628111232222', '0811-1232-222', 'mobile'],
    ['62-812-3456-7890', '+6281234567890', '0812-3456-7890', 'mobile'],
    ['81234567890', '+6281234567890', '0812-3456-7890', 'mobile'],
    ['+62 812 3456 7890', '+6281234567890', '0812-3456-7890', 'mobile'],
    ['006281234567890', '+6281234567890', '0812-3456-7890', 'mobile'],
    ['sip:+6281234567890@trunk.example;user=phone', '+6281234567890', '0812-3456-7890', 'mobile'],
    ['<tel:081234567890>', '+6281234567890', '0812-3456-7890', 'mobile'],
    ['(024) 6921105', '+62246921105', '(024) 6921105', 'fixed'],
    ['021-5555-1234', '+622155551234', '(021) 55551234', 'fixed'],
    ['1500664', '+621500664', '1500664', 'uan'],
    ['0800 123 4567', '+628001234567', '0800 1234567', 'uan'],
    ['+6591234567', '+6591234567', '+65 9123 4567', 'mobile'],
    ['112', '112', '112', 'short'],
    ['119', '119', '119', 'short'],
    ['1708', '1708', '1708', 'short'],
  ])('reads %s', (raw, e164, national, kind) => {
    expect(parsePhone(raw)).toEqual({ e164, national, kind });
  });

  it.each([
    null,
    '',
    '   ',
    'anonymous',
    'Anonymous',
    'unknown',
    'restricted',
    'sip:anonymous@anonymous.invalid',
    's',
    '1001',
    '999',
    '+',
    '---',
    '0',
    '08',
    '0812345678901234567890',
    '😀😀😀',
    '0812\r\n3456789',
    '08123456789\r\nAction: Originate',
    '08123456789\0',
    '０８１２３４５６７８９０',
    "081234567890'; drop table calls",
    '+0000000000',
  ])('takes %j for no number', (raw) => {
    expect(parsePhone(raw)).toBeNull();
  });

  it('refuses 10 kB of anything without working on it', () => {
    const junk = ['9'.repeat(10_000), '('.repeat(10_000), '+62 '.repeat(2_500), 'sip:'.repeat(2_500)];
    const startedAt = performance.now();
    for (let round = 0; round < 1_000; round += 1) for (const raw of junk) expect(parsePhone(raw) === null).toBe(true);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });

  it('reads its own answers back to the same number', () => {
    for (const raw of ['08111232222', '(024) 6921105', '1500664', '+6591234567', '112']) {
      const phone = parsePhone(raw);
      expect(parsePhone(phone?.e164 ?? null)).toEqual(phone);
      expect(parsePhone(phone?.national ?? null)).toEqual(phone);
    }
  });
});

describe('maskPhone', () => {
  it.each([
    ['+6281234567890', '0812-****-7890'],
    ['+628111232222', '0811-****-2222'],
    ['+62812345678', '0812-****-678'],
    ['+62246921105', '024-****-105'],
    ['+62341123456', '0341-****-456'],
    ['+621500664', '1500-***'],
    ['+6591234567', '+65-****-567'],
    ['112', '112'],
    ['081234567890', '****'],
    ['', '****'],
    ['nonsense', '****'],
  ])('shows %s as %s', (e164, masked) => {
    expect(maskPhone(e164)).toBe(masked);
  });
});
