import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseAction } from '../../../../server/contract/actions.ts';
import type { CaseCard } from '../../../../server/contract/views.ts';
import { useLanguage } from '../shared/context.tsx';
import { ActionForm } from './action-form.tsx';
import styles from './form.module.css';

interface Props {
  readonly card: CaseCard;
  readonly actions: readonly CaseAction[];
  readonly done: (text: string) => void;
}

/** What may be done to any open case, such as correcting it or ending it: folded up, for it is seldom meant. */
export function MoreActions({ card, actions, done }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [chosen, setChosen] = useState<string | null>(null);
  const action = actions.find(({ event }) => event === chosen);
  if (actions.length === 0) return null;
  return (
    <details className={styles.more} data-testid="more-actions">
      <summary>{t('actions.more')}</summary>
      <Group gap="xs" mt="xs">
        {actions.map(({ event, label }) => (
          <Button
            key={event}
            size="compact-sm"
            variant={event === chosen ? 'light' : 'default'}
            aria-pressed={event === chosen}
            onClick={() => setChosen(event === chosen ? null : event)}
            data-testid={`choose-${event}`}
          >
            {label[language]}
          </Button>
        ))}
      </Group>
      {action !== undefined && (
        <ActionForm
          key={action.event}
          card={card}
          action={action}
          current={false}
          takesFocus
          done={(text) => {
            setChosen(null);
            done(text);
          }}
        />
      )}
    </details>
  );
}
