import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { NoteField } from '../../shared/note-field.tsx';
import { useNote } from '../../shared/notes.ts';
import { SaveRow, useFieldText, useSave } from '../../shared/save.tsx';
import type { PanelProps } from './props.ts';

/** Step 9: on to the dispatcher. */
export function DispatchPanel({ card, state, saved }: PanelProps) {
  const { t } = useTranslation();
  const fieldText = useFieldText();
  const [note, write, forget] = useNote(card.caseId, 'dispatch', card.dispatchNote ?? card.problemFrame ?? '');
  const { save, ...saving } = useSave('dispatch', card.caseId);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (saving.busy || (await save({ note })) === null) return;
    forget();
    saved();
  };
  return (
    <form onSubmit={(event) => void submit(event)} data-panel="dispatch" data-state={state} noValidate>
      <NoteField
        label={t('dispatch.note')}
        value={note}
        write={write}
        error={fieldText(saving.codes.note)}
        testId="dispatch-note"
      />
      <SaveRow saving={saving} label={t('dispatch.save')} testId="dispatch-save" />
    </form>
  );
}
