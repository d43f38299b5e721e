import { isSilent } from '../../../../../server/app/calls/silence.ts';
import { messageText } from '../../../../../server/domain/call/voicemail.ts';

/** µ-law: silence, the hum of a quiet line, and a loud square wave. */
const [silence, hum, loud] = [[0xff], [0xfe, 0x7e], [0x90, 0x90, 0x90, 0x90, 0x10, 0x10, 0x10, 0x10]];
const signs = (of: readonly number[], ms: number) =>
  Array.from({ length: ms * 8 }, (_, at) => of[at % of.length] as number);

async function* sound(parts: readonly (readonly number[])[], pieces = 1_000) {
  const all = Buffer.from(parts.flat());
  for (let at = 0; at < all.length; at += pieces) yield all.subarray(at, at + pieces);
}

describe('a message that a caller left', () => {
  it.each([
    ['nothing at all', [], true],
    ['silence', [signs(silence, 5_000)], true],
    ['a humming line', [signs(hum, 5_000)], true],
    ['a receiver that is put down', [signs(hum, 3_000), signs(loud, 300), signs(hum, 3_000)], true],
    ['a second of words', [signs(hum, 3_000), signs(loud, 1_000), signs(hum, 3_000)], false],
    ['a few words with pauses', Array(6).fill([...signs(silence, 400), ...signs(loud, 120)]), false],
  ] as const)('is silence or not: %s', async (_, parts, silent) => {
    for (const pieces of [160, 1_000, 32_768]) expect(await isSilent(sound(parts as never, pieces))).toBe(silent);
  });

  it('is answered in one SMS with its number', () => {
    for (const language of ['id', 'en'] as const) {
      const text = messageText(language, 'SBY-20261122-0001');
      expect([text.includes('SBY-20261122-0001'), text.length <= 160]).toEqual([true, true]);
    }
  });
});
