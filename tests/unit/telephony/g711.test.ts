import { linearOf, signsOf } from '../../../telephony/g711.ts';

it('every sign is the nearest to its own sample, and no sample is further from its sign than half a step', () => {
  const signs = Buffer.from(Array.from({ length: 256 }, (_, sign) => sign));
  const back = signsOf(linearOf(signs));
  // Two signs are nothing: the one for less than nothing is not given.
  expect([...back].filter((sign, at) => sign !== at)).toEqual([0xff]);
  for (let sample = -32_768; sample <= 32_767; sample += 97) {
    const one = Buffer.alloc(2);
    one.writeInt16LE(sample);
    const heard = linearOf(signsOf(one)).readInt16LE(0);
    // A step is a sixteenth of its segment; the loudest few are cut off.
    expect(Math.abs(heard - sample)).toBeLessThanOrEqual(
      Math.max(8, Math.abs(sample) / 32 + 8, Math.abs(sample) - 32_124),
    );
  }
  expect(signsOf(Buffer.alloc(5))).toHaveLength(2);
});
