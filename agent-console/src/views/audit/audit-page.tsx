import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type AuditSearch, auditQuery, searchAll } from '../../model/audit.ts';
import { wholeNumber } from '../../model/format.ts';
import { useLanguage, useWorkplace } from '../shared/context.tsx';
import { Pager } from '../shared/pager.tsx';
import { useProblemText } from '../shared/save.tsx';
import styles from './audit.module.css';
import { AuditFilter } from './audit-filter.tsx';
import { AuditTable } from './audit-table.tsx';
import { AuditTools } from './audit-tools.tsx';

/** Who looked at or did what has to be accounted for, newest first. */
export function AuditPage() {
  const { t } = useTranslation();
  const { rest, office } = useWorkplace().desk;
  const language = useLanguage();
  const problemText = useProblemText();
  const [search, setSearch] = useState(searchAll);
  const [page, setPage] = useState(1);
  const [settled] = useDebouncedValue(search, 250);
  const query = auditQuery(settled, office.timeZone);
  const list = useQuery({
    queryKey: ['audit', query, page],
    queryFn: () => rest.call('listAudit', { query: { ...query, page } }),
    placeholderData: keepPreviousData,
    // What somebody reads is not moved under their eyes: only the first page is kept up to date.
    refetchInterval: page === 1 ? 30_000 : false,
  });
  const { entries = [], total = 0, pageSize = 1 } = list.data ?? {};
  const change = (next: AuditSearch): void => {
    setSearch(next);
    setPage(1);
  };
  return (
    <div className={styles.page}>
      <div className={styles.head}>
        <h1>{t('audit.title')}</h1>
        <span className={styles.muted} role="status" data-testid="audit-total">
          {list.isSuccess && t('audit.total', { count: total, shown: wholeNumber(total, language) })}
        </span>
      </div>
      <AuditFilter search={search} change={change} />
      <AuditTools query={query} total={total} />
      {list.isPending && <p>{t('app.loading')}</p>}
      {list.isError && <p role="alert">{problemText(list.error)}</p>}
      {list.isSuccess && entries.length === 0 && (
        <p className={styles.muted} data-testid="audit-none">
          {t('audit.none')}
        </p>
      )}
      {entries.length > 0 && <AuditTable entries={entries} />}
      <Pager page={page} pages={Math.ceil(total / pageSize)} turn={setPage} />
    </div>
  );
}
