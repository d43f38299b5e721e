import { Button } from '@mantine/core';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useId } from 'react';
import type { CaseArchive as Standing } from '../../../../server/contract/archive.ts';
import type { CaseCard } from '../../../../server/contract/views.ts';
import { dayAndTime } from '../../model/format.ts';
import { useLanguage, useWorkplace } from '../shared/context.tsx';
import { useProblemText } from '../shared/save.tsx';
import styles from './archive.module.css';
import { BundleButtons } from './bundle-buttons.tsx';
import { GoneWords } from './gone-words.tsx';
import { useArchiveWords } from './words.ts';

/** The archive of a case: what it lacks where it is to be archived, and its bundle when it is. */
export function CaseArchive({ card: { caseId, version, closedAt, waitsFor } }: { card: CaseCard }) {
  const { rest } = useWorkplace().desk;
  const queries = useQueryClient();
  const problemText = useProblemText();
  const say = useArchiveWords();
  const heading = useId();
  const concerned = closedAt !== null || waitsFor.some(({ events }) => events.includes('case.archived'));
  const found = useQuery({
    queryKey: ['case-archive', caseId, version],
    queryFn: () => rest.call('caseArchive', { params: { caseId } }),
    placeholderData: keepPreviousData,
    enabled: concerned,
  });
  const closing = useMutation({
    mutationFn: () => rest.command('closeBundle', { params: { caseId } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['case-archive', caseId] }),
  });
  const standing = found.data;
  if (!concerned || standing === undefined) return null;
  const { bundle, lacking, mayClose } = standing;
  if (bundle === null && lacking.length === 0 && !mayClose) return null;
  return (
    <section className={styles.archive} aria-labelledby={heading} data-testid="case-archive">
      <h2 id={heading}>{say('title')}</h2>
      {bundle !== null && <Bundle standing={standing} />}
      {lacking.length > 0 && (
        <div role="note" data-testid="archive-lacking">
          {say('lacking')}
          <ul>
            {lacking.map(({ what, name }) => (
              <li key={`${what} ${name}`}>
                {name}: {say(what)}
              </li>
            ))}
          </ul>
        </div>
      )}
      {mayClose && lacking.length === 0 && (
        <Button
          variant="default"
          loading={closing.isPending}
          onClick={() => closing.mutate()}
          data-testid="archive-close"
        >
          {say('close')}
        </Button>
      )}
      {closing.isError && <p role="alert">{problemText(closing.error)}</p>}
    </section>
  );
}

function Bundle({ standing: { bundle, mayTake } }: { standing: Standing }) {
  const { office } = useWorkplace().desk;
  const language = useLanguage();
  const say = useArchiveWords();
  if (bundle === null) return null;
  const { madeAt, madeByName, entries, code, title, activeUntil, overOn, fate, sha256 } = bundle;
  return (
    <>
      <p>
        {say('closed')} {dayAndTime(madeAt, office.timeZone, language)} {say('by')} {madeByName} · {entries}{' '}
        {say('files')}
      </p>
      <GoneWords bundle={bundle} />
      <p className={styles.muted}>
        {say('code')}: {code} {title} · {say('kept')}: {say('active')} {activeUntil}
        {overOn !== null && `, ${say('over')} ${overOn}`}, {say(fate)}
      </p>
      <p className={styles.digest}>SHA-256 {sha256}</p>
      {mayTake && <BundleButtons bundle={bundle} />}
    </>
  );
}
