import type { TFunction } from 'i18next';
import type { AlertCard } from '../../../../server/contract/alerts.ts';
import type { Locale } from '../../../../server/contract/people.ts';

/** What an alert is about, in words: a step by its number, or what has none. */
export const alertStep = (t: TFunction, { stepNumber, stepName }: AlertCard, language: Locale): string =>
  stepNumber === 0 ? stepName[language] : t('alerts.step', { number: stepNumber, name: stepName[language] });
