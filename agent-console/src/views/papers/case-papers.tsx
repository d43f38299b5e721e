import { Button, NativeSelect } from '@mantine/core';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { CaseCard } from '../../../../server/contract/views.ts';
import { useLanguage, useWorkplace } from '../shared/context.tsx';
import { useProblemText } from '../shared/save.tsx';
import { saveFile } from '../shared/save-file.ts';
import { PaperDialog } from './paper-dialog.tsx';
import { PaperLine } from './paper-line.tsx';
import styles from './papers.module.css';
import { usePaperWords } from './words.ts';

/** How a case stands, printed at any time. */
const prints = [
  ['dossier', 'print', 'case-print'],
  ['service-slip', 'printSlip', 'slip-print'],
] as const;

/** The papers of a case, what may be done to them, and those that can be written. */
export function CasePapers({ card: { caseId, version, ticketNumber } }: { card: CaseCard }) {
  const { rest } = useWorkplace().desk;
  const language = useLanguage();
  const problemText = useProblemText();
  const say = usePaperWords();
  const heading = useId();
  const [chosen, setChosen] = useState<string | null>(null);
  const [writing, setWriting] = useState<string | null>(null);
  const found = useQuery({
    queryKey: ['papers', caseId, version],
    queryFn: () => rest.call('casePapers', { params: { caseId } }),
    placeholderData: keepPreviousData,
    // What goes out by e-mail is told by its case when it has gone, and by nothing when it has not.
    refetchInterval: ({ state }) => (state.data?.papers.some(({ mailing }) => mailing) ? 3_000 : false),
  });
  const printing = useMutation({
    mutationFn: async (kind: 'dossier' | 'service-slip') =>
      saveFile(await rest.blob('printCase', { params: { caseId }, query: { kind } }), `${ticketNumber}.pdf`),
  });
  const { papers = [], kinds = [], mayMake = false } = found.data ?? {};
  const sorted = [...kinds].sort((a, b) => Number(b.waitedFor) - Number(a.waitedFor));
  const kind = chosen ?? sorted[0]?.kind ?? null;
  const open = kinds.find((one) => one.kind === writing);
  return (
    <section className={styles.papers} aria-labelledby={heading} data-testid="papers">
      <h2 id={heading}>{say('title')}</h2>
      {found.isError && <p role="alert">{problemText(found.error)}</p>}
      {found.isSuccess && papers.length === 0 && <p className={styles.muted}>{say('none')}</p>}
      <ul className={styles.list}>
        {papers.map((paper) => (
          <PaperLine key={paper.paperId} paper={paper} write={() => setWriting(paper.kind)} />
        ))}
      </ul>
      {mayMake && kind !== null && (
        <div className={styles.new}>
          <NativeSelect
            label={say('choose')}
            value={kind}
            onChange={(event) => setChosen(event.currentTarget.value)}
            data={sorted.map((one) => {
              const label = one.title[language];
              return { value: one.kind, label: one.waitedFor ? `${label} (${say('waitedFor')})` : label };
            })}
            data-testid="paper-kind"
          />
          <Button variant="default" onClick={() => setWriting(kind)} data-testid="paper-write">
            {say('write')}
          </Button>
        </div>
      )}
      <div className={styles.new}>
        {prints.map(([kind, word, testid]) => (
          <Button
            key={kind}
            variant="default"
            loading={printing.isPending && printing.variables === kind}
            onClick={() => printing.mutate(kind)}
            data-testid={testid}
          >
            {say(word)}
          </Button>
        ))}
        {printing.isError && <span role="alert">{problemText(printing.error)}</span>}
      </div>
      {open !== undefined && <PaperDialog caseId={caseId} kind={open} close={() => setWriting(null)} />}
    </section>
  );
}
