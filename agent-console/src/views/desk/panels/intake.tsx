import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useEffect, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { type CaseKind, type Category, caseKinds, categories } from '../../../../../server/contract/case.ts';
import type { DraftFields } from '../../../model/draft.ts';
import { nikDigits } from '../../../model/format.ts';
import { useWorkplace } from '../../shared/context.tsx';
import { SaveRow, useFieldText, useSave } from '../../shared/save.tsx';
import styles from '../case.module.css';
import { CandidateChooser } from './candidates.tsx';
import { DraftNote } from './draft-note.tsx';
import { NikField } from './nik-field.tsx';
import type { PanelProps } from './props.ts';

/** Steps 5 and 6: who calls, and about what. Every keystroke is kept; the first one ends step 5. */
export function IntakePanel({ card, state, saved }: PanelProps) {
  const { t } = useTranslation();
  const { drafts } = useWorkplace().desk;
  const fieldText = useFieldText();
  const draft = useSyncExternalStore(drafts.subscribe, () => drafts.get(card.caseId));
  const { save, ...saving } = useSave('saveIntake', card.caseId);
  const { caseId, kind } = card;
  useEffect(() => drafts.open({ caseId, kind }), [drafts, caseId, kind]);

  const { edits } = draft;
  const fault = (field: string) => fieldText(saving.codes[field] ?? draft.refusals[field]);
  const type = (patch: DraftFields): void => drafts.type(card, patch);
  const name = edits.callerName ?? card.caller.name ?? '';
  const address = edits.address ?? card.caller.address ?? '';
  const complaint = edits.complaint ?? card.complaint ?? '';
  const category = edits.category === undefined ? card.category : edits.category;

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (saving.busy) return;
    const body = {
      callerName: name,
      address: address.trim() === '' ? null : address,
      kind: edits.kind ?? card.kind,
      // Left empty, the schema says so next to the field.
      category: category ?? ('' as Category),
      complaint,
      ...nikPart(edits.nik),
    };
    if ((await save(body)) === null) return;
    drafts.forget(caseId);
    saved();
  };
  return (
    <form onSubmit={(event) => void submit(event)} data-panel="intake" data-state={state} noValidate>
      {card.candidates.length > 0 && <CandidateChooser card={card} />}
      <div className={styles.fields}>
        <TextInput
          label={t('intake.name')}
          value={name}
          onChange={(event) => type({ callerName: event.currentTarget.value })}
          error={fault('callerName')}
          maxLength={120}
          autoComplete="off"
          data-testid="intake-name"
        />
        <NikField
          stored={card.caller.nikMasked}
          typed={edits.nik}
          change={(nik) => type({ nik })}
          error={fault('nik')}
        />
        <TextInput
          className={styles.wide ?? ''}
          label={t('intake.address')}
          value={address}
          onChange={(event) => type({ address: event.currentTarget.value })}
          error={fault('address')}
          maxLength={240}
          autoComplete="off"
          data-testid="intake-address"
        />
        <NativeSelect
          label={t('intake.kind')}
          value={edits.kind ?? card.kind}
          onChange={(event) => type({ kind: event.currentTarget.value as CaseKind })}
          error={fault('kind')}
          data={caseKinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
          data-testid="intake-kind"
        />
        <NativeSelect
          label={t('intake.category')}
          value={category ?? ''}
          onChange={(event) => {
            const { value } = event.currentTarget;
            type({ category: value === '' ? null : (value as Category) });
          }}
          error={fault('category')}
          data={[
            { value: '', label: t('category.none') },
            ...categories.map((value) => ({ value, label: t(`category.${value}`) })),
          ]}
          data-testid="intake-category"
        />
        <Textarea
          className={styles.wide ?? ''}
          label={t('intake.complaint')}
          value={complaint}
          onChange={(event) => type({ complaint: event.currentTarget.value })}
          error={fault('complaint')}
          autosize
          minRows={3}
          maxRows={10}
          maxLength={8000}
          data-testid="intake-complaint"
        />
      </div>
      <SaveRow saving={saving} label={t('panel.save')} testId="intake-save" note={<DraftNote draft={draft} />} />
    </form>
  );
}

/** What the form says of the NIK: nothing typed leaves the stored one as it is. */
function nikPart(typed: DraftFields['nik']): { nik?: string | null } {
  if (typed === null) return { nik: null };
  if (typed === undefined || nikDigits(typed) === '') return {};
  return { nik: nikDigits(typed) };
}
