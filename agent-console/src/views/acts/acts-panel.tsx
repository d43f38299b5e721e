import { Radio, Stack } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Act } from '../../../../server/contract/acts.ts';
import type { CaseDetail } from '../../../../server/contract/views.ts';
import { useLanguage } from '../shared/context.tsx';
import { FocusFirst } from '../shared/focus-first.tsx';
import { useNote } from '../shared/notes.ts';
import { SaveRow, useFieldText } from '../shared/save.tsx';
import { ActField } from './act-field.tsx';
import { type Typed, useAct } from './use-act.ts';
import styles from './work.module.css';

interface Props {
  readonly card: CaseDetail;
  readonly done: (text: string) => void;
  /** Opened to be filled in: the first field gets the focus. */
  readonly takesFocus?: boolean;
}

/** Sealed by the server, so nothing of them is kept in the browser either. */
const unkept: ReadonlySet<string> = new Set(['phone', 'nik']);

/** What the reader can do to the case now: which act, what it asks for, and its button. */
export function ActsPanel({ card, done, takesFocus = false }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const fieldText = useFieldText();
  const [chosen, setChosen] = useState<string | null>(null);
  const [typed, write, forget] = useTyped(card.caseId);
  const { saving, perform, clear } = useAct(card.caseId);
  const act = card.acts.find(({ event }) => event === chosen) ?? card.acts[0];
  if (act === undefined) return <p className={styles.none}>{t('acts.none')}</p>;
  const nameOf = ({ label, branch }: Act): string =>
    branch === null ? label[language] : `${label[language]}: ${branch[language]}`;

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (saving.busy || (await perform(act, typed)) === null) return;
    forget();
    setChosen(null);
    done(t('acts.done', { act: nameOf(act), ticket: card.ticketNumber }));
  };
  return (
    <form onSubmit={(event) => void submit(event)} data-panel="act" data-state="current" data-testid="acts" noValidate>
      {takesFocus && <FocusFirst of={card.acts.map(({ event }) => event).join(' ')} />}
      <h3>{t('acts.title')}</h3>
      {card.acts.length > 1 && (
        <Radio.Group
          label={t('acts.choose')}
          value={act.event}
          onChange={(event) => {
            clear();
            setChosen(event);
          }}
        >
          <Stack gap={8} mt={6}>
            {card.acts.map((one) => (
              <Radio
                key={one.event}
                value={one.event}
                label={nameOf(one)}
                description={`${one.step.number}. ${one.step.name[language]}`}
                data-testid={`choose-${one.event}`}
              />
            ))}
          </Stack>
        </Radio.Group>
      )}
      {act.fields.map((field) => (
        <ActField
          key={`${act.event} ${field.name}`}
          field={field}
          value={typed[field.name] ?? field.value ?? ''}
          error={fieldText(saving.codes[field.name])}
          write={(value) => write(field.name, value)}
        />
      ))}
      <SaveRow saving={saving} label={act.label[language]} testId="act-save" />
    </form>
  );
}

/** What was typed on this case for any of its acts: kept through a reload, except what is sealed. */
function useTyped(caseId: string): [Typed, (name: string, value: string) => void, () => void] {
  const [kept, keep, forgetKept] = useNote(caseId, 'acts', '{}');
  const [unsaved, setUnsaved] = useState<Typed>({});
  const fields = read(kept);
  const write = (name: string, value: string): void => {
    if (unkept.has(name)) setUnsaved({ ...unsaved, [name]: value });
    else keep(JSON.stringify({ ...fields, [name]: value }));
  };
  const forget = (): void => {
    forgetKept();
    setUnsaved({});
  };
  return [{ ...fields, ...unsaved }, write, forget];
}

function read(text: string): Typed {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Typed) : {};
  } catch {
    return {};
  }
}
