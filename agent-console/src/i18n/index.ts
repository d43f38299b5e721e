import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Locale } from '../../../server/contract/people.ts';
import { en } from './en.ts';
import { id } from './id.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof id };
  }
}

const key = 'sigap.language';

/** The language chosen in this browser, or null when nobody chose. */
function chosenLanguage(): Locale | null {
  const stored = localStorage.getItem(key);
  return stored === 'id' || stored === 'en' ? stored : null;
}

/** Switches at once and for the next time. */
export function chooseLanguage(language: Locale): void {
  localStorage.setItem(key, language);
  void i18next.changeLanguage(language);
}

/** Takes the person's or office's language, unless somebody chose one here. */
export function proposeLanguage(language: Locale): void {
  if (chosenLanguage() === null) void i18next.changeLanguage(language);
}

i18next.on('languageChanged', (language) => {
  document.documentElement.lang = language;
});

void i18next.use(initReactI18next).init({
  lng: chosenLanguage() ?? 'id',
  fallbackLng: 'id',
  resources: { id: { translation: id }, en: { translation: en } },
  interpolation: { escapeValue: false },
});
