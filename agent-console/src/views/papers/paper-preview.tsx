import { Button, Group } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useWorkplace } from '../shared/context.tsx';
import { useProblemText } from '../shared/save.tsx';
import styles from './papers.module.css';
import { usePaperWords } from './words.ts';

interface Props {
  readonly caseId: string;
  readonly kind: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly title: string;
}

/** How the paper looks with what is written now, a moment after the last key. */
export function PaperPreview({ caseId, kind, fields, title }: Props) {
  const { rest } = useWorkplace().desk;
  const problemText = useProblemText();
  const say = usePaperWords();
  const [page, setPage] = useState(1);
  const [written] = useDebouncedValue(fields, 700);
  const seen = useQuery({
    queryKey: ['paper-preview', caseId, kind, written, page],
    queryFn: () => rest.call('previewPaper', { params: { caseId }, body: { kind, fields: { ...written }, page } }),
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 0,
  });
  const pages = seen.data?.pages ?? 1;
  return (
    <section className={styles.preview} aria-label={say('preview')}>
      {seen.isError && <p role="alert">{problemText(seen.error)}</p>}
      {seen.data !== undefined && (
        <img
          className={styles.sheet}
          src={seen.data.page}
          alt={`${say('preview')}: ${title}`}
          data-testid="paper-sheet"
        />
      )}
      {pages > 1 && (
        <Group justify="center">
          <Button variant="default" disabled={page <= 1} onClick={() => setPage(page - 1)} aria-label={say('earlier')}>
            ‹
          </Button>
          <span role="status">
            {say('page')} {page} / {pages}
          </span>
          <Button
            variant="default"
            disabled={page >= pages}
            onClick={() => setPage(page + 1)}
            aria-label={say('later')}
          >
            ›
          </Button>
        </Group>
      )}
    </section>
  );
}
