import { Kbd } from '@mantine/core';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { commands, keyOf } from '../../model/hotkeys.ts';
import { Dialog } from '../shared/dialog.tsx';
import styles from './shell.module.css';

export function KeysDialog({ close }: { close: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog title={t('keys.title')} close={close}>
      <dl className={styles.keys} data-testid="keys">
        {commands.map((command) => (
          <Fragment key={command}>
            <dt>
              <Kbd size="md">{keyOf[command]}</Kbd>
            </dt>
            <dd>{t(`keys.${command}`)}</dd>
          </Fragment>
        ))}
      </dl>
    </Dialog>
  );
}
