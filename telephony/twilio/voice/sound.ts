import { signsOf } from '../../g711.ts';
import { soundSignsPerSecond } from '../../recording.ts';

/** `fmt ` of a WAV file: how the sound is written. */
const formats = { linear: 1, muLaw: 7 };

/**
 * The sound of a WAV file of Twilio's (one channel, 8,000 samples a second; of 16 bits, or µ-law), as G.711 µ-law. Pure.
 * @returns null: it is no such file
 */
export function soundOfWav(file: Buffer): Buffer | null {
  if (file.length < 12 || file.toString('latin1', 0, 4) !== 'RIFF' || file.toString('latin1', 8, 12) !== 'WAVE')
    return null;
  let format: number | null = null;
  for (let at = 12; at + 8 <= file.length; ) {
    const [name, length] = [file.toString('latin1', at, at + 4), file.readUInt32LE(at + 4)];
    const body = file.subarray(at + 8, at + 8 + length);
    if (name === 'fmt ') {
      if (body.length < 16) return null;
      const [kind, channels, rate, bits] = [
        body.readUInt16LE(0),
        body.readUInt16LE(2),
        body.readUInt32LE(4),
        body.readUInt16LE(14),
      ];
      if (channels !== 1 || rate !== soundSignsPerSecond) return null;
      if ((kind === formats.linear && bits === 16) || (kind === formats.muLaw && bits === 8)) format = kind;
      else return null;
    }
    if (name === 'data') return format === null ? null : format === formats.muLaw ? Buffer.from(body) : signsOf(body);
    // Each part begins at an even place.
    at += 8 + length + (length % 2);
  }
  return null;
}
