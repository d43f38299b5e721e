import { HIDDEN_NUMBER, hidePersonalNumbers } from '../identity/personal-numbers.ts';

const endings: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'application/pdf': 'pdf',
  'audio/mpeg': 'mp3',
  'audio/ogg': 'ogg',
  'audio/amr': 'amr',
  'audio/aac': 'aac',
  'audio/wav': 'wav',
  'audio/mp4': 'm4a',
  'audio/x-m4a': 'm4a',
  'video/mp4': 'mp4',
  'video/3gpp': '3gp',
  'video/quicktime': 'mov',
  'video/webm': 'webm',
};

const longest = 80;

/**
 * The name by which people know a file again: without folders, what cannot be seen or turns the reading direction, and
 * with the ending of what it really is. Scans of identity cards are often called by their NIK: numbers of persons are hidden. It is
 * shown and offered for saving; nothing is ever stored or looked for under it.
 * Pure.
 * @param given as a browser or gateway tells it, or nothing
 * @param fallback the name without an ending, where nothing legible was given
 */
export function fileName(given: string, mediaType: string, fallback: string): string {
  const last = given.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const legible = last
    .replace(/[\p{C}\p{Zl}\p{Zp}<>:"|?*;%]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const stem = legible.replace(/(?:\.[A-Za-z0-9]{1,5})+$/, '').replace(/^[.\s]+|[.\s]+$/g, '');
  const open = hidePersonalNumbers(stem);
  const shown = [...(open === HIDDEN_NUMBER ? '' : open)].slice(0, longest).join('');
  const ending = endings[mediaType];
  return `${shown || fallback}${ending ? `.${ending}` : ''}`;
}
