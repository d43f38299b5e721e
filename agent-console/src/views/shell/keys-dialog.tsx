import { Kbd, Modal } from '@mantine/core';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { commands, keyOf } from '../../model/hotkeys.ts';
import styles from './shell.module.css';

export function KeysDialog({ opened, close }: { opened: boolean; close: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={t('keys.title')}
      centered
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
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
    </Modal>
  );
}
