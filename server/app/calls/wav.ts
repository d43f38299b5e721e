import { linearOf } from '../../../telephony/g711.ts';
import { soundSignsPerSecond } from '../../../telephony/recording.ts';

const headerBytes = 44;

/** How long the file is. @param signs of G.711 µ-law */
export const wavBytes = (signs: number): number => headerBytes + 2 * signs;

/** A WAV file, 16 bits and one channel, which every browser plays. @param sound G.711 µ-law, so many signs */
export async function* wavOf(signs: number, sound: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const header = Buffer.alloc(headerBytes);
  header.write('RIFF', 0);
  header.writeUInt32LE(wavBytes(signs) - 8, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  // PCM, one channel.
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(soundSignsPerSecond, 24);
  header.writeUInt32LE(soundSignsPerSecond * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(2 * signs, 40);
  yield header;
  for await (const piece of sound) yield linearOf(piece);
}
