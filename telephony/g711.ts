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

/** Added before a sample is coded, and the largest that can be. */
const bias = 0x84;
const loudest = 0x7fff - bias;

/** The sign that is nearest to a sample of 16 bits. */
function signOf(sample: number): number {
  const size = Math.min(Math.abs(sample), loudest) + bias;
  const segment = 31 - Math.clz32(size) - 7;
  return ~((sample < 0 ? 0x80 : 0) | (segment << 4) | ((size >> (segment + 3)) & 0x0f)) & 0xff;
}

/** As {@link linearOf} writes samples, each as a sign; half a sample at the end is left out. */
export function signsOf(samples: Buffer): Buffer {
  const signs = Buffer.allocUnsafe(Math.floor(samples.length / 2));
  for (let index = 0; index < signs.length; index += 1) signs[index] = signOf(samples.readInt16LE(index * 2));
  return signs;
}
