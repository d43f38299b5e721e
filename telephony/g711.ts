/** ITU-T G.711, µ-law: each sign as a sample of 16 bits. */
const linear = Int16Array.from({ length: 256 }, (_, sign) => {
  const bits = ~sign & 0xff;
  const size = (((bits & 0x0f) << 3) + 0x84) << ((bits >> 4) & 7);
  return bits & 0x80 ? 0x84 - size : size - 0x84;
});

/** Samples of 16 bits, little-endian, as a WAV file has them. */
export function linearOf(signs: Buffer): Buffer {
  const samples = Buffer.allocUnsafe(signs.length * 2);
  for (let index = 0; index < signs.length; index += 1)
    samples.writeInt16LE(linear[signs[index] as number] as number, index * 2);
  return samples;
}

/** How loud a sign is, 0 to 32,124. */
export const loudness = (sign: number): number => Math.abs(linear[sign & 0xff] as number);
