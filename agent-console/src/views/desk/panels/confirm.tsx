import { Alert, Button, Group, Kbd } from '@mantine/core';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { keyOf } from '../../../model/hotkeys.ts';
import { Icon } from '../../shared/icons.tsx';
import { useProblemText, useSave } from '../../shared/save.tsx';
import styles from '../case.module.css';
import type { PanelProps } from './props.ts';

/** Step 12: is it clear, and is there more? One press each. */
export function ConfirmPanel({ card, state, saved }: PanelProps) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const { save, busy, error } = useSave('confirm', card.caseId);
  const say = async (confirmed: boolean, anotherComplaint: boolean): Promise<void> => {
    if (!busy && (await save({ confirmed, anotherComplaint })) !== null) saved();
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void say(true, false);
  };
  return (
    <form onSubmit={submit} data-panel="confirm" data-state={state}>
      {card.solution !== null && (
        <blockquote className={styles.told} data-testid="confirm-solution">
          <strong>{t('solution.text')}</strong>
          <p>{card.solution}</p>
        </blockquote>
      )}
      <p className={styles.question}>{t('confirm.question')}</p>
      {card.confirmed !== null && (
        <p className={styles.fact}>{t(card.confirmed ? 'confirm.wasYes' : 'confirm.wasNo')}</p>
      )}
      {error !== null && (
        <Alert color="red" variant="light" role="alert" title={problemText(error)} data-testid="save-problem" />
      )}
      <Group mt="xs" gap="sm">
        <Button
          type="submit"
          loading={busy}
          data-primary
          data-testid="confirm-yes"
          rightSection={<Kbd aria-hidden="true">{keyOf.save}</Kbd>}
        >
          {t('confirm.yes')}
        </Button>
        <Button variant="outline" disabled={busy} onClick={() => void say(true, true)} data-testid="confirm-another">
          {t('confirm.another')}
        </Button>
        <Button variant="default" disabled={busy} onClick={() => void say(false, false)} data-testid="confirm-no">
          {t('confirm.no')}
        </Button>
      </Group>
    </form>
  );
}

/** Step 13: the call is closed by closing it. */
export function HangupPanel({ state, hangup }: PanelProps) {
  const { t } = useTranslation();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    hangup();
  };
  return (
    <form onSubmit={submit} data-panel="hangup" data-state={state}>
      <p className={styles.question}>{t('hangup.hint')}</p>
      <Button
        type="submit"
        color="red"
        mt="xs"
        data-primary
        leftSection={<Icon name="hangup" />}
        rightSection={<Kbd aria-hidden="true">{keyOf.hangup}</Kbd>}
        data-testid="panel-hangup-button"
      >
        {t('panel.hangup')}
      </Button>
    </form>
  );
}
