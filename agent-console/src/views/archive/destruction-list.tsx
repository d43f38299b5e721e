import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { DestructionCard } from '../../../../server/contract/archive.ts';
import { dayAndTime } from '../../model/format.ts';
import { useLanguage, useWorkplace } from '../shared/context.tsx';
import { ReasonDialog } from '../shared/reason-dialog.tsx';
import { useProblemText } from '../shared/save.tsx';
import { saveFile } from '../shared/save-file.ts';
import styles from './archive.module.css';
import { destructionsKey } from './destructions-key.ts';
import { SignDialog } from './sign-dialog.tsx';
import { useArchiveWords } from './words.ts';

/** A list that was proposed: what is on it, who signed or refused it, and its minutes. */
export function DestructionList({ list }: { list: DestructionCard }) {
  const { rest, office } = useWorkplace().desk;
  const queries = useQueryClient();
  const language = useLanguage();
  const problemText = useProblemText();
  const say = useArchiveWords();
  const heading = useId();
  const [opened, setOpened] = useState<'sign' | 'refuse' | null>(null);
  const { destructionId, tickets, reason, state, signers, proposedByName, proposedAt, refusal, number } = list;
  const params = { destructionId };
  const moment = (at: number) => dayAndTime(at, office.timeZone, language);
  const taking = useMutation({
    mutationFn: async () =>
      saveFile(await rest.blob('takeMinutes', { params }), `berita-acara-${(number ?? '').replaceAll('/', '-')}.pdf`),
  });
  const waits = state === 'proposed' || state === 'signed';
  const sign = say(state === 'signed' ? 'signAndDestroy' : 'signList');
  const named = (label: string) => `${label}: ${number ?? tickets.join(', ')}`;
  return (
    <article className={styles.list} aria-labelledby={heading} data-testid="destruction" data-state={state}>
      <h3 id={heading}>
        {number ?? say('list')} · {tickets.length} {say('bundles')} · {say(`list_${state}`)}
      </h3>
      <p className={styles.digest}>{tickets.join(', ')}</p>
      <p>{reason}</p>
      <ul className={styles.acts}>
        <li>
          {say('proposedBy')} {proposedByName}, {moment(proposedAt)}
        </li>
        {signers.map(({ name, at }) => (
          <li key={at}>
            {say('signedBy')} {name}, {moment(at)}
          </li>
        ))}
        {refusal !== null && (
          <li>
            {say('refusedBy')} {list.refusedByName}
            {list.refusedAt !== null && `, ${moment(list.refusedAt)}`}: {refusal}
          </li>
        )}
      </ul>
      {waits && !list.maySign && (
        <p className={styles.muted} data-testid="destruction-waits">
          {say('needsOther')}
        </p>
      )}
      <div className={styles.buttons}>
        {list.maySign && (
          <Button
            size="compact-sm"
            {...(state === 'signed' && { color: 'red' })}
            onClick={() => setOpened('sign')}
            aria-label={named(sign)}
            data-testid="destruction-sign"
          >
            {sign}
          </Button>
        )}
        {waits && (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => setOpened('refuse')}
            aria-label={named(say('refuse'))}
            data-testid="destruction-refuse"
          >
            {say('refuse')}
          </Button>
        )}
        {number !== null && (
          <Button
            size="compact-sm"
            variant="default"
            loading={taking.isPending}
            onClick={() => taking.mutate()}
            aria-label={named(say('minutes'))}
            data-testid="destruction-minutes"
          >
            {say('minutes')}
          </Button>
        )}
      </div>
      {taking.isError && <p role="alert">{problemText(taking.error)}</p>}
      {opened === 'sign' && <SignDialog list={list} close={() => setOpened(null)} />}
      {opened === 'refuse' && (
        <ReasonDialog
          title={say('refuse')}
          submit={say('refuse')}
          testId="destruction-refusal"
          of="refuseDestruction"
          body={(words) => ({ reason: words })}
          ask={async (words) => {
            const told = await rest.call('refuseDestruction', { params, body: { reason: words } });
            queries.setQueryData(destructionsKey, told);
          }}
          close={() => setOpened(null)}
        />
      )}
    </article>
  );
}
