import { Button, Group } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FileCard } from '../../../../server/contract/files.ts';
import { useWorkplace } from '../shared/context.tsx';
import { Dialog } from '../shared/dialog.tsx';
import { Icon } from '../shared/icons.tsx';
import { useProblemText } from '../shared/save.tsx';
import styles from './files.module.css';

/** A file as it is: a picture, the pages of a document, a sound, a film. Opening it is written down. */
export function LookDialog({ file, close }: { file: FileCard; close: () => void }) {
  const { t } = useTranslation();
  const { rest } = useWorkplace().desk;
  const problemText = useProblemText();
  const params = { fileId: file.fileId };
  const look = useQuery({
    queryKey: ['file-look', file.fileId],
    queryFn: () => rest.call('lookAtFile', { params, body: { what: 'whole' } }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const saving = useMutation({
    mutationFn: () => rest.call('lookAtFile', { params, body: { what: 'save' } }),
    onSuccess: ({ url }) => {
      const link = document.createElement('a');
      link.href = url;
      link.download = file.name;
      link.click();
    },
  });
  const fault = look.error ?? saving.error;
  return (
    <Dialog title={file.name} close={close} size="xl" testId="file-dialog">
      {fault !== null && <p role="alert">{problemText(fault)}</p>}
      {look.data !== undefined && <Shown file={file} url={look.data.url} />}
      {file.active ? (
        <p className={styles.warning}>{t('files.active')}</p>
      ) : (
        <Group justify="flex-end" mt="sm">
          <Button variant="default" loading={saving.isPending} onClick={() => saving.mutate()} data-testid="file-save">
            {t('files.save')}
          </Button>
        </Group>
      )}
    </Dialog>
  );
}

function Shown({ file, url }: { file: FileCard; url: string }) {
  if (file.kind === 'document') return <Pages file={file} url={url} />;
  if (file.kind === 'picture') return <Picture url={url} alt={file.name} />;
  if (file.kind === 'film')
    // biome-ignore lint/a11y/useMediaCaption: nobody has written down what is said
    return <video className={styles.shown} src={url} controls aria-label={file.name} data-testid="file-shown" />;
  // biome-ignore lint/a11y/useMediaCaption: nobody has written down what is said
  return <audio src={url} controls aria-label={file.name} data-testid="file-shown" />;
}

function Picture({ url, alt }: { url: string; alt: string }) {
  const { t } = useTranslation();
  const [broken, setBroken] = useState(false);
  if (broken) return <p role="alert">{t('files.gone')}</p>;
  return <img className={styles.shown} src={url} alt={alt} onError={() => setBroken(true)} data-testid="file-shown" />;
}

function Pages({ file, url }: { file: FileCard; url: string }) {
  const { t } = useTranslation();
  const [page, setPage] = useState(1);
  const pages = file.pages ?? 1;
  const words = t('files.page', { page, pages });
  return (
    <>
      <Picture key={page} url={`${url}?page=${page}`} alt={`${file.name}, ${words}`} />
      <Group justify="center" mt="sm">
        <Button
          variant="default"
          disabled={page <= 1}
          onClick={() => setPage(page - 1)}
          aria-label={t('files.earlier')}
        >
          <Icon name="back" size={16} />
        </Button>
        <span role="status">{words}</span>
        <Button
          variant="default"
          disabled={page >= pages}
          onClick={() => setPage(page + 1)}
          aria-label={t('files.later')}
          data-testid="file-later"
        >
          <span className={styles.turned}>
            <Icon name="back" size={16} />
          </span>
        </Button>
      </Group>
    </>
  );
}
