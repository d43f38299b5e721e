import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create } from 'fontkit';

const require = createRequire(import.meta.url);

/**
 * What papers are set in: letters are in Arial 12 by Permendagri 1/2023 art. 32, and Arimo has its measures; DejaVu has the
 * other alphabets of names (Arabic, Greek, Cyrillic) and signs, Noto Emoji the pictures of messages, in black.
 */
const files = [
  '@expo-google-fonts/arimo/400Regular/Arimo_400Regular.ttf',
  '@expo-google-fonts/arimo/700Bold/Arimo_700Bold.ttf',
  'dejavu-fonts-ttf/ttf/DejaVuSans.ttf',
  'dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf',
  '@expo-google-fonts/noto-emoji/400Regular/NotoEmoji_400Regular.ttf',
] as const;

export interface Fonts {
  readonly blobs: readonly Buffer[];
  /** Whether one of them has all of these characters. */
  readonly have: (codePoints: readonly number[]) => boolean;
}

export function openFonts(): Fonts {
  const blobs = files.map((file) => readFileSync(require.resolve(file)));
  const sets = blobs.map((blob) => {
    const font = create(blob);
    return new Set('characterSet' in font ? font.characterSet : []);
  });
  return { blobs, have: (codePoints) => sets.some((set) => codePoints.every((one) => set.has(one))) };
}
