import { Button, Checkbox } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useWorkplace } from '../shared/context.tsx';
import { ReasonDialog } from '../shared/reason-dialog.tsx';
import { useProblemText } from '../shared/save.tsx';
import styles from './archive.module.css';
import { DestructionList } from './destruction-list.tsx';
import { destructionsKey } from './destructions-key.ts';
import { useArchiveWords } from './words.ts';

/** Bundles whose time is over: chosen for a list, which two people sign, one of them the head. */
export function DestructionSection() {
  const { rest } = useWorkplace().desk;
  const queries = useQueryClient();
  const problemText = useProblemText();
  const say = useArchiveWords();
  const [left, setLeft] = useState<readonly string[]>([]);
  const [asking, setAsking] = useState(false);
  const found = useQuery({ queryKey: destructionsKey, queryFn: () => rest.call('destructions', {}) });
  const { due = [], destructions = [] } = found.data ?? {};
  const chosen = due.filter(({ caseId }) => !left.includes(caseId)).map(({ caseId }) => caseId);
  return (
    <section data-testid="destructions">
      <h2>{say('destruction')}</h2>
      <p className={styles.muted}>{say('destructionHint')}</p>
      {found.isError && <p role="alert">{problemText(found.error)}</p>}
      {found.isSuccess && due.length === 0 && <p className={styles.muted}>{say('noneDue')}</p>}
      {due.length > 0 && (
        <fieldset className={styles.due}>
          <legend>{say('timeOver')}</legend>
          {due.map(({ caseId, ticketNumber, closedOn, overOn, fate, code, title }) => (
            <Checkbox
              key={caseId}
              checked={!left.includes(caseId)}
              onChange={() => setLeft(left.includes(caseId) ? left.filter((one) => one !== caseId) : [...left, caseId])}
              label={ticketNumber}
              description={`${code} ${title} · ${say('closedOn')} ${closedOn} · ${say('kept')} ${say('over')} ${overOn} · ${say(fate)}`}
              data-testid="due"
            />
          ))}
          <div className={styles.buttons}>
            <Button
              variant="default"
              disabled={chosen.length === 0}
              onClick={() => setAsking(true)}
              data-testid="destruction-propose"
            >
              {say('propose')} ({chosen.length})
            </Button>
          </div>
        </fieldset>
      )}
      {destructions.map((one) => (
        <DestructionList key={one.destructionId} list={one} />
      ))}
      {asking && (
        <ReasonDialog
          title={say('propose')}
          submit={say('propose')}
          testId="destruction-reason"
          of="proposeDestruction"
          body={(reason) => ({ caseIds: chosen, reason })}
          ask={async (reason) => {
            const told = await rest.command('proposeDestruction', { body: { caseIds: chosen, reason } });
            queries.setQueryData(destructionsKey, told);
          }}
          close={() => setAsking(false)}
        />
      )}
    </section>
  );
}
