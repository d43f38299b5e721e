import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { auditQuery } from '../../model/audit.ts';
import { wholeNumber } from '../../model/format.ts';
import { useLanguage, useWorkplace } from '../shared/context.tsx';
import { useProblemText } from '../shared/save.tsx';
import { saveFile } from '../shared/save-file.ts';
import styles from './audit.module.css';

interface Props {
  readonly query: ReturnType<typeof auditQuery>;
  /** How many are found. */
  readonly total: number;
}

/** Taking out what was found, and looking whether anybody touched what is written. */
export function AuditTools({ query, total }: Props) {
  const { t } = useTranslation();
  const { rest } = useWorkplace().desk;
  const language = useLanguage();
  const problemText = useProblemText();
  const check = useMutation({ mutationFn: () => rest.call('checkAudit', {}) });
  const [taken, setTaken] = useState(0);
  const take = useMutation({
    mutationFn: async () =>
      saveFile(await rest.blob('exportAudit', { query: { ...query, language } }, setTaken), 'audit.csv'),
    onMutate: () => setTaken(0),
  });
  const error = take.error ?? check.error;
  return (
    <div className={styles.tools}>
      <Button
        variant="default"
        size="compact-sm"
        disabled={total === 0}
        loading={take.isPending}
        onClick={() => take.mutate()}
        data-testid="audit-export"
      >
        {t('audit.export')}
      </Button>
      <Button
        variant="default"
        size="compact-sm"
        loading={check.isPending}
        onClick={() => check.mutate()}
        data-testid="audit-check"
      >
        {t('audit.check')}
      </Button>
      {take.isPending && (
        <progress value={taken} max={total} aria-label={t('audit.export')} data-testid="audit-taken" />
      )}
      <span role="status" data-testid="audit-checked" data-broken={check.data?.brokenAt != null}>
        {check.data !== undefined &&
          (check.data.brokenAt === null
            ? t('audit.whole', { shown: wholeNumber(check.data.entries, language) })
            : t('audit.broken', { seq: check.data.brokenAt }))}
      </span>
      {error !== null && <span role="alert">{problemText(error)}</span>}
    </div>
  );
}
