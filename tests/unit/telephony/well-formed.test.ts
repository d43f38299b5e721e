import { cutText, wellFormed } from '../../../telephony/well-formed.ts';

describe('a text made well-formed', () => {
  it.each([
    ['surel saya siti\0contoh.id', 'surel saya siti\ufffdcontoh.id'],
    ['tolong \ud83d', 'tolong \ufffd'],
    ['\ude4f tolong', '\ufffd tolong'],
    ['\ude4f\ud83d', '\ufffd\ufffd'],
    ['\ud83d\ud83d\ude4f\ude4f', '\ufffd🙏\ufffd'],
    ['\0\0', '\ufffd\ufffd'],
  ])('%j can be kept', (text, kept) => {
    expect(wellFormed(text)).toBe(kept);
    expect(Buffer.from(wellFormed(text)).toString()).toBe(kept);
  });

  it.each(['', 'Air mati 🙏🏽', 'é\u0301 \u200e\u0007\n', '\uffff\ufffe𝟘𝟠'])('%j stays as it is', (text) => {
    expect(wellFormed(text)).toBe(text);
  });
});

describe('a text that is cut', () => {
  it('keeps whole letters, and never more than asked for', () => {
    expect(cutText('ab🙏cd', 3)).toBe('ab');
    expect(cutText('ab🙏cd', 4)).toBe('ab🙏');
    expect(cutText('🙏', 1)).toBe('');
    expect(cutText('abc', 9)).toBe('abc');
  });
});
