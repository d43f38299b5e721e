import { useTranslation } from 'react-i18next';
import { ShownOnce } from '../shared/shown-once.tsx';
import { wallboardLink } from './path.ts';

/** Shows the link of a screen. */
export function LinkDialog({ token, close }: { token: string; close: () => void }) {
  const { t } = useTranslation();
  return (
    <ShownOnce
      title={t('wallboard.linkTitle')}
      hint={t('wallboard.linkHint')}
      secret={wallboardLink(location.origin, token)}
      testIds={{ secret: 'wallboard-link', kept: 'wallboard-kept' }}
      close={close}
    />
  );
}
