import { maskPhone, parsePhone, signalledPhone } from '../../../../../server/domain/identity/phone.ts';

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
    ['14045', '14045', '14045', 'short'],
    ['0060123456789', '+60123456789', '+60 12 345 6789', 'mobile'],
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
    "081234567890'; drop table calls",
    '+0000000000',
  ])('takes %j for no number', (raw) => {
    expect(parsePhone(raw)).toBeNull();
  });

  it.each([
    // Capitals and small towns, with lines of five to eight digits; the shortest and the longest mobile; a company's.
    ...['315312144', '224231234', '243512345', '2155551234', '217654321', '274512345', '341123456', '62212345'],
    ...['811234567', '81112345678', '895329708886', '1500664', '8001234567'],
  ])('takes 62 without + for the country whatever line follows: %s', (line) => {
    const plain = parsePhone(`62${line}`);
    expect(plain?.e164).toBe(`+62${line}`);
    for (const written of [
      `+62${line}`,
      `0062${line}`,
      `62 ${line}`,
      `(62) ${line}`,
      `sip:62${line}@10.0.0.1`,
      `620${line}`,
    ])
      if (written !== `620${line}` || !line.startsWith('1500')) expect(parsePhone(written)).toEqual(plain);
  });

  it('refuses 10 kB of anything without working on it', () => {
    const junk = ['9'.repeat(10_000), '('.repeat(10_000), '+62 '.repeat(2_500), 'sip:'.repeat(2_500)];
    const startedAt = performance.now();
    const rounds = Array.from({ length: 1_000 }, () => junk.every((raw) => parsePhone(raw) === null));
    expect(rounds).not.toContain(false);
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

describe('signalledPhone', () => {
  it.each([
    // As the library knows it.
    ['62315312144', '+62315312144', '031-****-144'],
    ['tel:+6281234567890;npdi', '+6281234567890', '0812-****-7890'],
    // A neighbour's line without its area code; new and unknown ranges; abroad.
    ['5312144', '5312144', '****-144'],
    ['+628953297088863', '+628953297088863', '****-863'],
    ['628953297088863', '+628953297088863', '****-863'],
    ['08953297088863', '+628953297088863', '****-863'],
    ['0099912345678', '+99912345678', '****-678'],
    ['+999123456', '+999123456', '****-456'],
    ['1001', '1001', '****-01'],
    ['14045', '14045', '14045'],
  ])('keeps %s', (raw, e164, masked) => {
    expect(signalledPhone(raw)).toEqual({ e164, masked });
  });

  it.each([null, '', 'anonymous', 's', '08', '0000000', '+0000000000', '9'.repeat(21), '0812\r\n3456789'])(
    'takes %j for no number',
    (raw) => expect(signalledPhone(raw)).toBeNull(),
  );
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

describe('a number that was pasted', () => {
  it.each([
    '\u202a+62 812-3456-7890\u202c',
    '0812\u00a03456\u00a07890',
    '0812\u20113456\u20117890',
    '\ufeff0812–3456–7890',
    '０８１２３４５６７８９０',
    '٠٨١٢ ٣٤٥٦ ٧٨٩٠',
    '0812\u200b3456\u2060\u00ad7890',
  ])('is read: %j', (raw) => expect(parsePhone(raw)?.e164).toBe('+6281234567890'));
});
