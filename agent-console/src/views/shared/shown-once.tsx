import '@mantine/core/styles/Code.css';
import { Button, Code, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from './dialog.tsx';

interface Props {
  readonly title: string;
  /** What it opens, and that it is shown this once. */
  readonly hint: string;
  readonly secret: string;
  readonly testIds: { readonly secret: string; readonly kept: string };
  readonly close: () => void;
}

/** Shows a link or token this once: the server keeps a hash of it. */
export function ShownOnce({ title, hint, secret, testIds, close }: Props) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  // Browsers let copy on https and localhost only; elsewhere it is marked and copied by hand.
  const copies = navigator.clipboard !== undefined;
  return (
    <Dialog title={title} close={close} size="lg" once>
      <Stack>
        <Text size="sm">{hint}</Text>
        <Code block style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }} data-testid={testIds.secret}>
          {secret}
        </Code>
        <Group justify="flex-end">
          {copies && (
            <Button
              variant="default"
              onClick={() => void navigator.clipboard.writeText(secret).then(() => setCopied(true))}
              data-autofocus
            >
              {t(copied ? 'once.copied' : 'once.copy')}
            </Button>
          )}
          <Button onClick={close} data-testid={testIds.kept}>
            {t('once.kept')}
          </Button>
        </Group>
        <p className="visually-hidden" role="status">
          {copied ? t('once.copied') : ''}
        </p>
      </Stack>
    </Dialog>
  );
}
