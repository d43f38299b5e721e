import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { OwedPaper } from '../../../../server/contract/actions.ts';
import type { CaseCard } from '../../../../server/contract/views.ts';
import { useLanguage, useWorkplace } from '../shared/context.tsx';
import { FocusFirst } from '../shared/focus-first.tsx';
import { PaperDialog } from './paper-dialog.tsx';
import styles from './papers.module.css';
import { type PaperWord, usePaperWords } from './words.ts';

interface Props {
  readonly card: CaseCard;
  readonly owed: readonly OwedPaper[];
  /** The form that it stands in gets the focus. */
  readonly takesFocus: boolean;
}

/** Beside a decision that happens by papers: which, how far each has come, and the way to it. */
export function PapersOwed({ card: { caseId, version }, owed, takesFocus }: Props) {
  const { rest } = useWorkplace().desk;
  const language = useLanguage();
  const say = usePaperWords();
  const [writing, setWriting] = useState<string | null>(null);
  const found = useQuery({
    queryKey: ['papers', caseId, version],
    queryFn: () => rest.call('casePapers', { params: { caseId } }),
  });
  const kinds = found.data?.kinds ?? [];
  const open = kinds.find(({ kind }) => kind === writing);
  return (
    <div className={styles.owed} role="note" data-testid="papers-owed">
      {takesFocus && found.isSuccess && <FocusFirst of="papers" />}
      <p>{say('happensBy')}</p>
      <ul className={styles.list}>
        {owed.map(({ kind, title, at, paper }) => {
          const begun = paper !== null && paper.state !== 'draft' && paper.state !== 'returned';
          const mayWrite = !begun && kinds.some((one) => one.kind === kind);
          return (
            <li key={`${kind} ${at}`} className={styles.line} data-testid="paper-owed" data-paper={kind}>
              <span className={styles.told}>
                <strong>{title[language]}</strong>
                <span>
                  {say(standing(paper))}
                  {paper?.turn != null && `: ${paper.turn}`}
                </span>
                <span className={styles.muted}>{say(`until_${at}`)}</span>
              </span>
              {(mayWrite || begun) && (
                <Button
                  size="compact-md"
                  variant={mayWrite ? 'filled' : 'default'}
                  onClick={() => (mayWrite ? setWriting(kind) : showPaper(kind))}
                  {...(mayWrite && { 'data-primary': true })}
                  data-testid="paper-owed-go"
                >
                  {say(mayWrite ? (paper === null ? 'write' : 'goOn') : 'toPaper')}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      {open !== undefined && <PaperDialog caseId={caseId} kind={open} close={() => setWriting(null)} />}
    </div>
  );
}

const standing = (paper: OwedPaper['paper']): PaperWord => {
  if (paper === null) return 'notYet';
  return paper.state === 'signed' ? 'notSent' : paper.state;
};

/** To the paper among those of the case, where it is signed and sent. */
function showPaper(kind: string): void {
  const line = document.querySelector<HTMLElement>(
    `[data-testid=papers] [data-paper="${kind}"]:not([data-state=void])`,
  );
  line?.scrollIntoView({ block: 'center' });
  line?.querySelector<HTMLElement>('button')?.focus();
}
