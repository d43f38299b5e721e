import { Button, Textarea } from '@mantine/core';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useNote } from '../../shared/notes.ts';
import { SaveRow, useFieldText, useSave } from '../../shared/save.tsx';
import styles from '../case.module.css';
import type { PanelProps } from './props.ts';

/** Step 8: the solution, or that there is none here and the dispatcher is next. */
export function SolutionPanel({ card, state, saved }: PanelProps) {
  const { t } = useTranslation();
  const fieldText = useFieldText();
  const [solution, write, forget] = useNote(card.caseId, 'solution', card.solution ?? '');
  const found = useSave('saveSolution', card.caseId);
  const none = useSave('noSolution', card.caseId);
  const error = found.error ?? none.error;
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (found.busy || (await found.save({ solution })) === null) return;
    forget();
    saved();
  };
  const giveUp = async (): Promise<void> => {
    // Words already written are not thrown away: they wait here in case a solution is found after all.
    if (!none.busy && (await none.save(undefined)) !== null) saved();
  };
  return (
    <form onSubmit={(event) => void submit(event)} data-panel="solution" data-state={state} noValidate>
      {card.noSolution && card.solution === null && <p className={styles.fact}>{t('solution.notFound')}</p>}
      <Textarea
        label={t('solution.text')}
        value={solution}
        onChange={(event) => write(event.currentTarget.value)}
        error={fieldText(found.codes.solution)}
        autosize
        minRows={3}
        maxRows={12}
        maxLength={8000}
        data-testid="solution-text"
      />
      <SaveRow
        saving={{ ...found, error }}
        label={t('panel.save')}
        testId="solution-save"
        note={
          !card.noSolution && (
            <Button
              className={styles.aside ?? ''}
              variant="default"
              loading={none.busy}
              onClick={() => void giveUp()}
              title={t('solution.noneHint')}
              data-testid="solution-none"
            >
              {t('solution.none')}
            </Button>
          )
        }
      />
    </form>
  );
}
