import { loudness } from '../../../telephony/g711.ts';

/** Signs of G.711 in 20 ms. */
const frame = 160;
/** Louder on average is somebody who speaks; a quiet line hums below a hundred. */
const speech = 400;
/** Less than half a second of it is a cough, or a receiver that is put down. */
const framesAtLeast = 25;

/**
 * Whether somebody says something in it. Pure.
 * @param sound G.711 µ-law, 8,000 signs a second
 */
export async function isSilent(sound: AsyncIterable<Buffer>): Promise<boolean> {
  let [loud, signs, sum] = [0, 0, 0];
  for await (const piece of sound) {
    for (const sign of piece) {
      sum += loudness(sign);
      signs += 1;
      if (signs % frame !== 0) continue;
      if (sum / frame >= speech) loud += 1;
      sum = 0;
    }
    if (loud >= framesAtLeast) return false;
  }
  return true;
}
