import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { PaperCard } from '../../../../server/contract/papers.ts';
import { dayAndTime } from '../../model/format.ts';
import { useLanguage, useWorkplace } from '../shared/context.tsx';
import { ReasonDialog } from '../shared/reason-dialog.tsx';
import { useProblemText } from '../shared/save.tsx';
import { PaperLook } from './paper-look.tsx';
import styles from './papers.module.css';
import { SendDialog } from './send-dialog.tsx';
import { usePaperWords } from './words.ts';

type Opened = 'look' | 'return' | 'void' | 'send';

/** One paper: how it stands, who signed it, and what its reader may do to it. */
export function PaperLine({ paper, write }: { paper: PaperCard; write?: () => void }) {
  const { rest, office } = useWorkplace().desk;
  const queries = useQueryClient();
  const language = useLanguage();
  const problemText = useProblemText();
  const say = usePaperWords();
  const [opened, setOpened] = useState<Opened | null>(null);
  const { paperId, title, number, state, signers, acts, may, sha256, mailing } = paper;
  const done = async () => {
    await queries.invalidateQueries({ queryKey: ['papers'] });
    await queries.invalidateQueries({ queryKey: ['papers-to-sign'] });
  };
  const signing = useMutation({
    mutationFn: () => rest.command('signPaper', { params: { paperId }, body: { sha256: sha256 ?? '' } }),
    onSuccess: done,
  });
  const moment = (at: number) => dayAndTime(at, office.timeZone, language);
  const reason = state === 'returned' || state === 'void' ? acts.at(-1)?.said : null;
  const turn = signers.find(({ at }) => at === null);
  const ask = (route: 'returnPaper' | 'voidPaper') => async (words: string) => {
    await rest.command(route, { params: { paperId }, body: { reason: words } });
    await done();
  };
  const button = (name: string, label: string, press: () => void, main = false) => (
    <Button
      size="compact-sm"
      variant={main ? 'filled' : 'default'}
      loading={main && signing.isPending}
      onClick={press}
      aria-label={`${label}: ${title[language]} ${number ?? ''}`}
      data-testid={`paper-${name}`}
    >
      {label}
    </Button>
  );
  return (
    <li className={styles.line} data-testid="paper" data-paper={paper.kind} data-state={state}>
      <span className={styles.told}>
        <strong>
          {title[language]} {number ?? ''}
        </strong>
        <span className={styles.muted}>
          {say(mailing ? 'mailing' : state === 'signed' && signers.length === 0 ? 'complete' : state)}
          {reason ? `: ${reason}` : ''}
        </span>
        {signers.map((one) => (
          <span key={`${one.act} ${one.title}`} className={styles.muted}>
            {say(one.act)}: {one.title}, {one.name} – {one.at === null ? say('undone') : moment(one.at)}
            {isCertified(paper, one) && ` · ${say('certified')}`}
          </span>
        ))}
        {signing.isError && <span role="alert">{problemText(signing.error)}</span>}
      </span>
      <span className={styles.buttons}>
        {paper.fileId !== null && button('look', say('look'), () => setOpened('look'))}
        {may.includes('sign') && button('sign', say(turn?.act ?? 'sign'), () => signing.mutate(), true)}
        {may.includes('return') && button('return', say('giveBack'), () => setOpened('return'))}
        {may.includes('send') && button('send', say('send'), () => setOpened('send'))}
        {may.includes('write') && write !== undefined && button('go-on', say('goOn'), write)}
        {may.includes('void') && button('void', say('makeVoid'), () => setOpened('void'))}
      </span>
      {opened === 'look' && <PaperLook paper={paper} close={() => setOpened(null)} />}
      {opened === 'send' && <SendDialog paper={paper} done={done} close={() => setOpened(null)} />}
      {(opened === 'return' || opened === 'void') && (
        <ReasonDialog
          title={say(opened === 'return' ? 'giveBack' : 'makeVoid')}
          submit={say(opened === 'return' ? 'giveBack' : 'makeVoid')}
          testId="paper-reason"
          of={opened === 'return' ? 'returnPaper' : 'voidPaper'}
          body={(words) => ({ reason: words })}
          ask={ask(opened === 'return' ? 'returnPaper' : 'voidPaper')}
          close={() => setOpened(null)}
          grave={opened === 'void'}
        />
      )}
    </li>
  );
}

/** Whether the signature stands in the file too, by a certificate. */
const isCertified = ({ acts }: PaperCard, { act, name }: PaperCard['signers'][number]): boolean =>
  acts.some((one) => one.act === act && one.name === name && one.certificate !== null);
