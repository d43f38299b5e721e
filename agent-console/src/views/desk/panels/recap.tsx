import { NativeSelect, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Disposition, dispositions } from '../../../../../server/contract/case.ts';
import { countdownOf } from '../../../model/countdown.ts';
import { suggestedDisposition, suggestedSummary } from '../../../model/recap.ts';
import { runOf } from '../../../model/steps.ts';
import { useServerNow, useWorkplace } from '../../shared/context.tsx';
import { useNote } from '../../shared/notes.ts';
import { CountdownRing, CountdownWord } from '../../shared/ring.tsx';
import { SaveRow, useFieldText, useSave } from '../../shared/save.tsx';
import styles from '../case.module.css';
import type { PanelProps } from './props.ts';

/** Step 14: what came of the call, in the time the procedure gives; saving it makes the agent free again. */
export function RecapPanel({ card, state, saved }: PanelProps) {
  const { t } = useTranslation();
  const { drafts } = useWorkplace().desk;
  const fieldText = useFieldText();
  const [chosen, setChosen] = useState<Disposition | null>(card.disposition);
  const [summary, write, forget] = useNote(card.caseId, 'recap', card.recapSummary ?? suggestedSummary(card));
  const { save, ...saving } = useSave('recap', card.caseId);
  const disposition = chosen ?? suggestedDisposition(card);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (saving.busy || (await save({ disposition, summary })) === null) return;
    forget();
    // A draft that was never saved as an intake has nowhere to go any more.
    drafts.forget(card.caseId);
    saved();
  };
  return (
    <form onSubmit={(event) => void submit(event)} data-panel="recap" data-state={state} noValidate>
      <RecapTime card={card} />
      {card.complaint === null && <p className={styles.fact}>{t('recap.missingIntake')}</p>}
      <div className={styles.fields}>
        <NativeSelect
          label={t('recap.disposition')}
          value={disposition}
          onChange={(event) => setChosen(event.currentTarget.value as Disposition)}
          error={fieldText(saving.codes.disposition)}
          data={dispositions.map((value) => ({ value, label: t(`disposition.${value}`) }))}
          data-testid="recap-disposition"
        />
        <Textarea
          className={styles.wide ?? ''}
          label={t('recap.summary')}
          value={summary}
          onChange={(event) => write(event.currentTarget.value)}
          error={fieldText(saving.codes.summary)}
          autosize
          minRows={3}
          maxRows={10}
          maxLength={4000}
          data-testid="recap-summary"
        />
      </div>
      <SaveRow saving={saving} label={t('recap.save')} testId="recap-save" />
    </form>
  );
}

function RecapTime({ card }: Pick<PanelProps, 'card'>) {
  const { t } = useTranslation();
  const now = useServerNow(500);
  const run = runOf(card, 14);
  if (run === undefined || run.verdict !== 'running') return null;
  const countdown = countdownOf(run, now);
  return (
    <p className={styles.recapTime} data-testid="recap-countdown" data-tone={countdown.tone}>
      <CountdownRing countdown={countdown} size={52} />
      <span>
        {t('recap.left')}
        <br />
        <CountdownWord countdown={countdown} />
      </span>
    </p>
  );
}
