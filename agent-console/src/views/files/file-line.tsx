import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { FileCard } from '../../../../server/contract/files.ts';
import { dayAndTime, wholeNumber } from '../../model/format.ts';
import { useLanguage, useWorkplace } from '../shared/context.tsx';
import styles from './files.module.css';

interface Props {
  readonly file: FileCard;
  readonly preview: boolean;
  readonly look: () => void;
}

/** One file: what it is, by whom and when it came, and what is the matter with it. */
export function FileLine({ file, preview, look }: Props) {
  const { t } = useTranslation();
  const { office } = useWorkplace().desk;
  const language = useLanguage();
  const { fileId, state, kind, name, fault, at, personName, source } = file;
  const moment = dayAndTime(at, office.timeZone, language);
  if (state !== 'kept' || kind === null) {
    const reason = fault === null ? '' : t(`files.fault.${fault}`);
    const words = state === 'refused' ? 'files.refused' : fault === null ? 'files.waiting' : 'files.waitingFault';
    return (
      <li data-testid="file" data-state={state} className={styles.line}>
        <span className={styles.told}>
          {t(words, { reason })} <span className={styles.muted}>{moment}</span>
        </span>
      </li>
    );
  }
  const facts = [
    t(`files.kind.${kind}`),
    ...(file.pages === null ? [] : [t('files.pages', { count: file.pages })]),
    t('files.size', { shown: wholeNumber(Math.max(1, Math.round(file.bytes / 1_024)), language) }),
    moment,
    source === 'person' ? (personName ?? t('common.unknown')) : t(`files.by.${source}`),
    ...(file.scanned ? [t('files.scanned')] : []),
  ];
  return (
    <li data-testid="file" data-state={state} data-file-id={fileId} className={styles.line}>
      {preview && <Preview file={file} />}
      <span className={styles.told}>
        <strong>{name}</strong>
        <span className={styles.muted}>{facts.join(' · ')}</span>
        {file.active && <span className={styles.warning}>{t('files.active')}</span>}
      </span>
      <Button
        size="compact-sm"
        variant="default"
        onClick={look}
        aria-label={t('files.lookAt', { name })}
        data-testid="file-look"
      >
        {t('files.look')}
      </Button>
    </li>
  );
}

function Preview({ file: { fileId, name } }: { file: FileCard }) {
  const { rest } = useWorkplace().desk;
  const seen = useQuery({
    queryKey: ['file-preview', fileId],
    queryFn: () => rest.call('lookAtFile', { params: { fileId }, body: { what: 'preview' } }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  if (seen.data === undefined) return <span className={styles.thumb} />;
  return <img className={styles.thumb} src={seen.data.url} alt={name} data-testid="file-thumb" />;
}
