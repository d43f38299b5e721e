import { Radio, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseAction } from '../../../../server/contract/actions.ts';
import type { CaseDetail } from '../../../../server/contract/views.ts';
import { offeredOf } from '../../model/panels.ts';
import { useLanguage } from '../shared/context.tsx';
import { ActionForm } from './action-form.tsx';
import { CallBack } from './call-back.tsx';
import styles from './form.module.css';
import { MoreActions } from './more-actions.tsx';

interface Props {
  readonly card: CaseDetail;
  readonly done: (text: string) => void;
  /** Opened to be filled in: the first field gets the focus. */
  readonly takesFocus?: boolean;
}

/** What the reader can do to the case now: which action, what it asks for, and its button. */
export function ActionsPanel({ card, done, takesFocus = false }: Props) {
  const { t } = useTranslation();
  const { now, aside, common } = offeredOf(card, card.actions);
  return (
    <section className={styles.actions} data-testid="actions">
      <CallBack card={card} />
      <h3>{t('actions.title')}</h3>
      {now.length + aside.length === 0 ? (
        <p className={styles.none}>{t('actions.none')}</p>
      ) : (
        <ChosenAction card={card} actions={[...now, ...aside]} done={done} takesFocus={takesFocus} />
      )}
      <MoreActions card={card} actions={common} done={done} />
    </section>
  );
}

interface ChosenProps extends Required<Props> {
  readonly actions: readonly CaseAction[];
}

function ChosenAction({ card, actions, done, takesFocus }: ChosenProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [chosen, setChosen] = useState<string | null>(null);
  const action = actions.find(({ event }) => event === chosen) ?? actions[0];
  if (action === undefined) return null;
  return (
    <>
      {actions.length > 1 && (
        <Radio.Group label={t('actions.choose')} value={action.event} onChange={setChosen} mb="sm">
          <Stack gap={8} mt={6}>
            {actions.map((one) => (
              <Radio
                key={one.event}
                value={one.event}
                label={one.label[language]}
                description={wayOf(one, language)}
                data-testid={`choose-${one.event}`}
              />
            ))}
          </Stack>
        </Radio.Group>
      )}
      <ActionForm
        key={action.event}
        card={card}
        action={action}
        current
        takesFocus={takesFocus}
        done={(text) => {
          setChosen(null);
          done(text);
        }}
      />
    </>
  );
}

/** Of which step it is, and which way of the procedure it takes, as the document has it. */
function wayOf({ step, branch }: CaseAction, language: 'id' | 'en'): string {
  const of = step === null ? [] : [`${step.number}. ${step.name[language]}`];
  return [...of, ...(branch === null ? [] : [branch[language]])].join(' · ');
}
