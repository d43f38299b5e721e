import { Textarea } from '@mantine/core';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useNote } from '../../shared/notes.ts';
import { SaveRow, useFieldText, useSave } from '../../shared/save.tsx';
import type { PanelProps } from './props.ts';

/** Step 7: the frame of the problem. */
export function AnalysisPanel({ card, state, saved }: PanelProps) {
  const { t } = useTranslation();
  const fieldText = useFieldText();
  const [problemFrame, write, forget] = useNote(card.caseId, 'analysis', card.problemFrame ?? '');
  const { save, ...saving } = useSave('saveAnalysis', card.caseId);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (saving.busy || (await save({ problemFrame })) === null) return;
    forget();
    saved();
  };
  return (
    <form onSubmit={(event) => void submit(event)} data-panel="analysis" data-state={state} noValidate>
      <Textarea
        label={t('analysis.frame')}
        description={t('analysis.hint')}
        value={problemFrame}
        onChange={(event) => write(event.currentTarget.value)}
        error={fieldText(saving.codes.problemFrame)}
        autosize
        minRows={3}
        maxRows={10}
        maxLength={4000}
        data-testid="analysis-frame"
      />
      <SaveRow saving={saving} label={t('panel.save')} testId="analysis-save" />
    </form>
  );
}
