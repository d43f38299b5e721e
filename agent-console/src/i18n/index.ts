import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Locale } from '../../../server/contract/people.ts';
import { id } from './id.ts';
import type { idPages } from './id-pages.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof id & typeof idPages };
  }
}

const key = 'sigap.language';

/** The language chosen in this browser, or null when nobody chose. */
function chosenLanguage(): Locale | null {
  const stored = localStorage.getItem(key);
  return stored === 'id' || stored === 'en' ? stored : null;
}

let wanted: Locale = 'id';

/** Indonesian is always there; English is fetched when it is first wanted. Of two wishes the last one counts. */
async function speak(language: Locale): Promise<void> {
  wanted = language;
  if (language === 'en') await fetchEnglish();
  if (wanted === language) await i18next.changeLanguage(language);
}

let hasEnglish = false;
/** Fetches English beforehand, so that it can be switched to while the server is away. */
export async function fetchEnglish(): Promise<void> {
  if (hasEnglish) return;
  const { en } = await import('./en.ts');
  i18next.addResourceBundle('en', 'translation', en, true);
  hasEnglish = true;
}

let hasPages = false;
/** Fetches the words of the pages that no desk waits for, in both languages, before the first of them is shown. */
export async function fetchPageWords(): Promise<void> {
  if (hasPages) return;
  const [{ idPages }, { enPages }] = await Promise.all([import('./id-pages.ts'), import('./en-pages.ts')]);
  // Deep: they have more of the words for what was refused.
  i18next.addResourceBundle('id', 'translation', idPages, true);
  i18next.addResourceBundle('en', 'translation', enPages, true);
  hasPages = true;
}

/** Switches at once and for the next time; stays as it is while English cannot be fetched. */
export function chooseLanguage(language: Locale): void {
  localStorage.setItem(key, language);
  speak(language).catch(() => {});
}

/** Takes the person's or office's language, unless somebody chose one here. */
export function proposeLanguage(language: Locale): void {
  if (chosenLanguage() === null) speak(language).catch(() => {});
}

i18next.on('languageChanged', (language) => {
  document.documentElement.lang = language;
});

void i18next.use(initReactI18next).init({
  lng: 'id',
  fallbackLng: 'id',
  resources: { id: { translation: id } },
  interpolation: { escapeValue: false },
});

/** Resolved when the texts of the language that was chosen here are there, or cannot be fetched. */
export const ready: Promise<void> = speak(chosenLanguage() ?? 'id').catch(() => {});
