import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { useWorkplace } from '../shared/context.tsx';
import { PaperLine } from './paper-line.tsx';
import styles from './papers.module.css';
import { usePaperWords } from './words.ts';

/** Papers of whatever case whose next signer the reader is; nothing where there are none. */
export function PapersToSign() {
  const { rest } = useWorkplace().desk;
  const say = usePaperWords();
  const heading = useId();
  const found = useQuery({
    queryKey: ['papers-to-sign'],
    queryFn: () => rest.call('papersToSign', {}),
    refetchInterval: 30_000,
  });
  const papers = found.data?.papers ?? [];
  if (papers.length === 0) return null;
  return (
    <section className={`${styles.papers} ${styles.toSign}`} aria-labelledby={heading} data-testid="papers-to-sign">
      <h2 id={heading}>{say('toSign')}</h2>
      <ul className={styles.list}>
        {papers.map((paper) => (
          <PaperLine key={paper.paperId} paper={paper} />
        ))}
      </ul>
    </section>
  );
}
