import { checkNik, maskNik, normalizeNik } from '../../../../../server/domain/identity/nik.ts';

describe('checkNik', () => {
  it.each([
    ['3578011501900001', 'a man born 15 January 1990'],
    ['3578015501900001', 'a woman, whose day is raised by 40'],
    ['3578 0115 0190 0001', 'spaces between the digits'],
    ['357801.150190.0001', 'dots between the digits'],
    ['1101012902000001', '29 February of a leap year'],
    ['9601013112999999', 'the last province and the last serial'],
    ['3578017112990001', 'a woman born on the 31st'],
  ])('accepts %s: %s', (nik) => {
    expect(checkNik(nik)).toEqual({ ok: true, errors: [], warnings: [] });
  });

  it.each([
    ['', ['length']],
    ['357801150190000', ['length']],
    ['35780115019000011', ['length']],
    ['357801150190000A', ['characters']],
    ['9'.repeat(10_000), ['characters']],
    ['2078011501900001', ['province']],
    ['3578013201900001', ['birth-date']],
    ['3578014001900001', ['birth-date']],
    ['3578010001900001', ['birth-date']],
    ['3578017201900001', ['birth-date']],
    ['3578011513900001', ['birth-date']],
    ['3578013104900001', ['birth-date']],
    ['3578012902010001', ['birth-date']],
    ['3578011501900000', ['serial']],
    ['0000000000000000', ['province', 'birth-date', 'serial']],
  ])('refuses %.20s: %j', (nik, errors) => {
    expect(checkNik(nik)).toEqual({ ok: false, errors, warnings: [] });
  });

  it('only warns when the caller says something else', () => {
    const stated = { birthDate: '1991-01-15', regency: '3374' };
    expect(checkNik('3578015501900001', stated)).toEqual({
      ok: true,
      errors: [],
      warnings: ['birth-date-differs', 'region-differs'],
    });
    expect(checkNik('3578015501900001', { birthDate: '1990-01-15', regency: '3578' }).warnings).toEqual([]);
  });
});

it('normalizeNik gives the digits alone', () => {
  expect(normalizeNik(' 357801-150190-0001 ')).toBe('3578011501900001');
  expect(normalizeNik('x')).toBeNull();
});

it('maskNik shows the first and the last four digits of a NIK and nothing of anything else', () => {
  expect(maskNik('3578011501900001')).toBe('3578********0001');
  expect(maskNik('357801150190001')).toBe('****************');
});

describe('a NIK that was pasted', () => {
  it.each([
    '357801 450790\u00a00001',
    '3578014507900001\u200b',
    '\u202a3578014507900001\u202c',
    '３５７８０１－４５０７９０－０００１',
    '357801\u2011450790\u20110001',
  ])('is read: %j', (text) => expect(normalizeNik(text)).toBe('3578014507900001'));
});
