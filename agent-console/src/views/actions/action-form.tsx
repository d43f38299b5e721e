import { Alert } from '@mantine/core';
import { type FormEvent, lazy, type ReactNode, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseAction } from '../../../../server/contract/actions.ts';
import type { CaseCard } from '../../../../server/contract/views.ts';
import { askedOf, missingPapers, textIn } from '../../model/form.ts';
import { useLanguage } from '../shared/context.tsx';
import { FocusFirst } from '../shared/focus-first.tsx';
import { SaveRow, useFieldText } from '../shared/save.tsx';
import { CandidateChooser } from './candidates.tsx';
import { DraftNote } from './draft-note.tsx';
import { fieldInputs, wideFields } from './fields.tsx';
import styles from './form.module.css';
import { useAction } from './use-action.ts';
import { useDraft } from './use-draft.ts';

const PapersOwed = lazy(() => import('../papers/papers-owed.tsx').then((papers) => ({ default: papers.PapersOwed })));

interface Props {
  readonly card: CaseCard;
  readonly action: CaseAction;
  /** What there is to do now: the key that saves means this form wherever the focus is. */
  readonly current: boolean;
  /** Its first field gets the focus. */
  readonly takesFocus: boolean;
  readonly done: (text: string) => void;
  /** Shown above the fields. */
  readonly children?: ReactNode;
}

/** The form of an action, whatever the procedure asks for with it: drawn from the action alone. */
export function ActionForm({ card, action, current, takesFocus, done, children }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const fieldText = useFieldText();
  const { draft, drafts } = useDraft(card.caseId, action.event);
  const { saving, perform } = useAction(card, action);
  const { event, label } = action;
  const owed = missingPapers(card, action, draft.edits);
  // What stands in the paper is not written here as well: there is only the way to be chosen, if there are others.
  const asked = askedOf(card, action, draft.edits).filter(({ name }) => owed.length === 0 || name === 'via');
  const names = new Set(asked.map(({ name }) => name));
  const elsewhere = Object.entries(saving.codes).filter(([name]) => !names.has(name));

  const submit = async (submitted: FormEvent<HTMLFormElement>): Promise<void> => {
    submitted.preventDefault();
    // The key that saves leads to the paper that is missing.
    if (owed.length > 0) return submitted.currentTarget.querySelector<HTMLElement>('[data-primary]')?.click();
    const detail = await perform();
    if (detail === null) return;
    const queued = detail.telling.length > card.telling.length;
    done(t(queued ? 'actions.queued' : 'actions.done', { action: label[language], ticket: card.ticketNumber }));
  };
  return (
    <form
      className={styles.form}
      onSubmit={(submitted) => void submit(submitted)}
      data-panel={event}
      data-state={current ? 'current' : 'ahead'}
      data-testid={`action-${event}`}
      noValidate
    >
      {takesFocus && <FocusFirst of={event} />}
      {children}
      {names.has('callerName') && card.candidates.length > 0 && <CandidateChooser card={card} event={event} />}
      <div className={styles.fields}>
        {asked.map((field) => {
          const Input = fieldInputs[field.type];
          return (
            <div key={field.name} className={wideFields.has(field.type) ? styles.wide : undefined}>
              <Input
                field={field}
                text={textIn(card, field, draft.edits)}
                typed={draft.edits[field.name]}
                masked={field.name === 'phone' ? card.caller.phoneMasked : card.caller.nikMasked}
                error={fieldText(saving.codes[field.name] ?? draft.refusals[field.name])}
                write={(value) =>
                  drafts.type(
                    { caseId: card.caseId, event },
                    { [field.name]: value },
                    field.sealed ? [field.name] : undefined,
                  )
                }
              />
            </div>
          );
        })}
      </div>
      {elsewhere.map(([name, code]) => (
        <Alert key={name} color="red" variant="light" role="alert" mt="sm" data-testid={`fault-${name}`}>
          {fieldText(code)}
        </Alert>
      ))}
      {owed.length > 0 ? (
        <Suspense>
          <PapersOwed card={card} owed={owed} takesFocus={takesFocus} />
        </Suspense>
      ) : (
        <SaveRow saving={saving} label={label[language]} testId="action-save" note={<DraftNote draft={draft} />} />
      )}
    </form>
  );
}
