import { diallable } from '../../../../../server/domain/identity/dialling.ts';

describe('a number to be called', () => {
  it.each([
    ['+6281234567890', '6281234567890'],
    ['+62315312144', '62315312144'],
    ['+62246921105', '62246921105'],
  ])('%s is dialled as %s', (number, digits) => {
    expect(diallable(number, ['62'])).toEqual({ digits });
  });

  it.each([
    // Emergency and short codes, an office's own number, free and premium ones, and abroad.
    ['112'],
    ['110'],
    ['14045'],
    ['+621500664'],
    ['+628001234567'],
    ['+628091234567'],
    ['+6591234567'],
    ['+12025550123'],
    // Kept as signalled, and no number that can be dialled.
    ['+62123'],
    ['5551234'],
  ])('%s is not called from an office that calls Indonesia alone', (number) => {
    expect(diallable(number, ['62'])).toEqual({ refusal: 'number_not_allowed' });
  });

  it.each([[null], ['budi.santoso'], ['@akun'], ['']])('%p is no number at all', (number) => {
    expect(diallable(number, ['62'])).toEqual({ refusal: 'no_number' });
  });

  it('is called abroad where the office calls that country, by its whole code', () => {
    expect(diallable('+6591234567', ['62', '65'])).toEqual({ digits: '6591234567' });
    expect(diallable('112', ['62', '1'])).toEqual({ refusal: 'number_not_allowed' });
    expect(diallable('+628091234567', ['62', '65'])).toEqual({ refusal: 'number_not_allowed' });
  });
});
