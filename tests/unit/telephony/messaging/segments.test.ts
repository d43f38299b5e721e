import fc from 'fast-check';
import { segmentsOf } from '../../../../telephony/messaging/segments.ts';

describe('the parts of an SMS', () => {
  it.each([
    ['nothing', '', 'gsm7', 1, 0, 160],
    ['plain letters', 'Laporan Anda diterima.', 'gsm7', 1, 22, 138],
    ['160 letters', 'a'.repeat(160), 'gsm7', 1, 160, 0],
    ['161 letters', 'a'.repeat(161), 'gsm7', 2, 161, 145],
    ['306 letters', 'a'.repeat(306), 'gsm7', 2, 306, 0],
    ['307 letters', 'a'.repeat(307), 'gsm7', 3, 307, 152],
    ['escaped letters', '€[]{}', 'gsm7', 1, 10, 150],
    ['80 escaped letters', '€'.repeat(80), 'gsm7', 1, 160, 0],
    ['81 escaped letters', '€'.repeat(81), 'gsm7', 2, 162, 143],
    ['70 letters of UCS-2', '“'.repeat(70), 'ucs2', 1, 70, 0],
    ['71 letters of UCS-2', '“'.repeat(71), 'ucs2', 2, 71, 63],
    ['35 emoji', '🙏'.repeat(35), 'ucs2', 1, 70, 0],
    ['36 emoji', '🙏'.repeat(36), 'ucs2', 2, 72, 61],
    ['letters of another script', 'ꦲꦏ', 'ucs2', 1, 2, 68],
  ])('of %s', (_what, text, coding, count, units, left) => {
    const segments = segmentsOf(text);
    expect(segments).toMatchObject({ coding, units, left });
    expect(segments.parts).toHaveLength(count);
  });

  it('keep an escaped letter whole', () => {
    expect(segmentsOf(`${'a'.repeat(152)}€${'b'.repeat(10)}`).parts).toEqual(['a'.repeat(152), `€${'b'.repeat(10)}`]);
  });

  it('keep a pair of surrogates whole', () => {
    expect(segmentsOf(`${'“'.repeat(66)}🙏${'b'.repeat(10)}`).parts).toEqual(['“'.repeat(66), `🙏${'b'.repeat(10)}`]);
  });

  it('say each letter once that forces UCS-2, in the order of the text', () => {
    expect(segmentsOf('“ya” – “tidak” 🙏 ya').forcing).toEqual(['“', '”', '–', '🙏']);
    expect(segmentsOf('Ya, €5 {di sini}').forcing).toEqual([]);
  });

  it('are the text again when put together, each within its limit', () => {
    const letter = fc.constantFrom(...'aZ é€[]\n“🙏ꦲ');
    fc.assert(
      fc.property(fc.array(letter, { maxLength: 500 }), (letters) => {
        const text = letters.join('');
        const { parts, coding, units, left } = segmentsOf(text);
        expect(parts.join('')).toBe(text);
        const sizes = parts.map(
          (part) => segmentsOf(coding === 'ucs2' ? `${part}“` : part).units - +(coding === 'ucs2'),
        );
        const limit = { gsm7: [160, 153], ucs2: [70, 67] }[coding][parts.length > 1 ? 1 : 0] ?? 0;
        expect(Math.max(...sizes)).toBeLessThanOrEqual(limit);
        expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(units);
        expect(sizes.at(-1)).toBe(limit - left);
        // Nothing is cut that would have fitted.
        for (const size of sizes.slice(0, -1)) expect(size).toBeGreaterThanOrEqual(limit - 1);
      }),
    );
  });
});
