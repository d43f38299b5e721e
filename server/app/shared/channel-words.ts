import { figureWords } from '../../contract/figure-words.ts';
import type { Words } from '../../domain/shared/words.ts';

const names = (language: 'id' | 'en'): Readonly<Record<string, string>> => figureWords[language].channels;

/** What a channel is called wherever people read it; one that is not known any more says its code. Pure. */
export const channelWords = (channel: string): Words => ({
  id: names('id')[channel] ?? channel,
  en: names('en')[channel] ?? channel,
});
