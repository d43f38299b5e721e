import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseCard } from '../../../../server/contract/views.ts';
import { useWorkplace } from '../shared/context.tsx';
import { FocusFirst } from '../shared/focus-first.tsx';
import { NoteField } from '../shared/note-field.tsx';
import { useNote } from '../shared/notes.ts';
import { SaveRow, useFieldText, useSave } from '../shared/save.tsx';

/** Step 10: on to the official concerned. */
export function ForwardForm({ card, done }: { card: CaseCard; done: (text: string) => void }) {
  const { t } = useTranslation();
  const { rest } = useWorkplace().desk;
  const fieldText = useFieldText();
  const [officialId, setOfficialId] = useState('');
  const [note, write, forget] = useNote(card.caseId, 'forward');
  const [missing, setMissing] = useState(false);
  const officials = useQuery({
    queryKey: ['people', 'official'],
    queryFn: () => rest.call('people', { query: { role: 'official' } }),
  });
  const { save, ...saving } = useSave('forward', card.caseId);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setMissing(officialId === '');
    if (officialId === '' || saving.busy) return;
    if ((await save({ officialId, ...(note.trim() === '' ? {} : { note }) })) === null) return;
    forget();
    done(t('inbox.forwarded', { ticket: card.ticketNumber }));
  };
  return (
    <form onSubmit={(event) => void submit(event)} data-panel="forward" data-state="current" noValidate>
      <FocusFirst of={card.caseId} />
      <NativeSelect
        mb="sm"
        label={t('inbox.official')}
        value={officialId}
        onChange={(event) => setOfficialId(event.currentTarget.value)}
        error={missing ? fieldText('required') : fieldText(saving.codes.officialId)}
        data={[
          { value: '', label: t('inbox.officialPick') },
          ...(officials.data?.people ?? []).map(({ userId, displayName }) => ({ value: userId, label: displayName })),
        ]}
        data-testid="forward-official"
      />
      <NoteField
        label={t('inbox.note')}
        value={note}
        write={write}
        error={fieldText(saving.codes.note)}
        testId="forward-note"
      />
      <SaveRow saving={saving} label={t('inbox.forward')} testId="forward-save" />
    </form>
  );
}
