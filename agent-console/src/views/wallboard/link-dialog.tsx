import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../shared/dialog.tsx';
import { wallboardLink } from './path.ts';
import styles from './wallboard.module.css';

/** Shows the link this once: of its token the server keeps a hash. */
export function LinkDialog({ token, close }: { token: string; close: () => void }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const link = wallboardLink(location.origin, token);
  // Browsers let copy on https and localhost only; elsewhere it is marked and copied by hand.
  const copies = navigator.clipboard !== undefined;
  return (
    <Dialog title={t('wallboard.linkTitle')} close={close} size="lg" once>
      <Stack>
        <Text size="sm">{t('wallboard.linkHint')}</Text>
        <code className={styles.link} data-testid="wallboard-link">
          {link}
        </code>
        <Group justify="flex-end">
          {copies && (
            <Button
              variant="default"
              onClick={() => void navigator.clipboard.writeText(link).then(() => setCopied(true))}
              data-autofocus
            >
              {t(copied ? 'wallboard.copied' : 'wallboard.copy')}
            </Button>
          )}
          <Button onClick={close} data-testid="wallboard-kept">
            {t('wallboard.kept')}
          </Button>
        </Group>
        <p className="visually-hidden" role="status">
          {copied ? t('wallboard.copied') : ''}
        </p>
      </Stack>
    </Dialog>
  );
}
