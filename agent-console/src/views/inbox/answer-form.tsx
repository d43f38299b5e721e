import { Textarea } from '@mantine/core';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseCard } from '../../../../server/contract/views.ts';
import { FocusFirst } from '../shared/focus-first.tsx';
import { useNote } from '../shared/notes.ts';
import { SaveRow, useFieldText, useSave } from '../shared/save.tsx';

/** Step 11: the official's solution, told to the citizen by the agent. */
export function AnswerForm({ card, done }: { card: CaseCard; done: (text: string) => void }) {
  const { t } = useTranslation();
  const fieldText = useFieldText();
  const [solution, write, forget] = useNote(card.caseId, 'answer');
  const { save, ...saving } = useSave('answer', card.caseId);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (saving.busy || (await save({ solution })) === null) return;
    forget();
    done(t('inbox.answered', { ticket: card.ticketNumber }));
  };
  return (
    <form onSubmit={(event) => void submit(event)} data-panel="answer" data-state="current" noValidate>
      <FocusFirst of={card.caseId} />
      <Textarea
        label={t('inbox.answer')}
        value={solution}
        onChange={(event) => write(event.currentTarget.value)}
        error={fieldText(saving.codes.solution)}
        autosize
        minRows={4}
        maxRows={14}
        maxLength={8000}
        data-testid="answer-text"
      />
      <SaveRow saving={saving} label={t('inbox.answerSave')} testId="answer-save" />
    </form>
  );
}
