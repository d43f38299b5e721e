import { useTranslation } from 'react-i18next';
import { PasskeyGivenUp } from '../../wire/passkey.ts';
import { useProblemText } from '../shared/save.tsx';

/** Why there was no passkey: the browser says nothing of why it was given up, and so do we. */
export function usePasskeyText(): (error: unknown) => string {
  const { t } = useTranslation();
  const problemText = useProblemText();
  return (error) => (error instanceof PasskeyGivenUp ? t('logIn.passkeyGivenUp') : problemText(error));
}
