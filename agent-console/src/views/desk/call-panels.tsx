import { Button, Kbd } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseAction } from '../../../../server/contract/actions.ts';
import type { CaseCard } from '../../../../server/contract/views.ts';
import { countdownOf } from '../../model/countdown.ts';
import { keyOf } from '../../model/hotkeys.ts';
import { hangsUp, offeredOf } from '../../model/panels.ts';
import { runEndedBy } from '../../model/steps.ts';
import { ActionForm } from '../actions/action-form.tsx';
import { MoreActions } from '../actions/more-actions.tsx';
import { useLanguage, useServerNow } from '../shared/context.tsx';
import { FocusFirst } from '../shared/focus-first.tsx';
import { Icon } from '../shared/icons.tsx';
import { CountdownRing, CountdownWord } from '../shared/ring.tsx';
import styles from './case.module.css';
import { useOpenPanels } from './use-open-panels.ts';

interface Props {
  readonly card: CaseCard;
  readonly actions: readonly CaseAction[];
  readonly hangup: () => void;
  readonly done: (text: string) => void;
}

/** What the running steps wait for, each in a panel: what is to be done now is unfolded and has the focus. */
export function CallPanels({ card, actions, hangup, done }: Props) {
  const language = useLanguage();
  const { now, aside, common } = offeredOf(card, actions);
  const closes = hangsUp(card);
  const current = closes ? 'call.ended' : (now[0]?.event ?? null);
  const { open, asked, toggle } = useOpenPanels(current);
  const stateOf = (event: string) => (event === current ? 'current' : 'ahead');
  return (
    <>
      <div className={styles.panels}>
        {closes && <HangupPanel open={open.has('call.ended')} toggle={toggle} hangup={hangup} />}
        {[...now, ...aside].map((action) => {
          const { event } = action;
          return (
            <Panel
              key={event}
              event={event}
              name={action.label[language]}
              state={stateOf(event)}
              open={open.has(event)}
              toggle={toggle}
            >
              <ActionForm
                card={card}
                action={action}
                current={event === current}
                takesFocus={event === current || event === asked}
                done={done}
              >
                {!card.callLive && event === 'recap.saved' && <RecapTime card={card} />}
              </ActionForm>
            </Panel>
          );
        })}
      </div>
      <MoreActions card={card} actions={common} done={done} />
    </>
  );
}

interface PanelProps {
  readonly event: string;
  readonly name: string;
  readonly state: 'current' | 'ahead';
  readonly open: boolean;
  readonly toggle: (event: string) => void;
  readonly children: ReactNode;
}

function Panel({ event, name, state, open, toggle, children }: PanelProps) {
  const { t } = useTranslation();
  return (
    <section className={styles.panel} data-state={state} data-open={open} data-testid={`panel-${event}`}>
      <h2>
        <button type="button" aria-expanded={open} onClick={() => toggle(event)} data-testid={`choose-${event}`}>
          <span className={styles.bullet} aria-hidden="true" />
          {name}
          {state === 'current' && <span className={styles.word}>{t('panel.current')}</span>}
          <span className={styles.chevron} data-open={open}>
            <Icon name="chevron" />
          </span>
        </button>
      </h2>
      {open && <div className={styles.panelBody}>{children}</div>}
    </section>
  );
}

/** The call is closed by closing it: the exchange tells when it has. */
function HangupPanel({ hangup, ...panel }: Pick<PanelProps, 'open' | 'toggle'> & { readonly hangup: () => void }) {
  const { t } = useTranslation();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    hangup();
  };
  return (
    <Panel event="call.ended" name={t('panel.hangup')} state="current" {...panel}>
      <form onSubmit={submit} data-panel="call.ended" data-state="current">
        <FocusFirst of="call.ended" />
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
    </Panel>
  );
}

/** What is left of the time that the procedure gives for the recap. */
function RecapTime({ card }: { card: CaseCard }) {
  const { t } = useTranslation();
  const now = useServerNow(500);
  const run = runEndedBy(card, 'recap.saved');
  if (run === undefined) return null;
  const countdown = countdownOf(run, now);
  return (
    <p className={styles.recapTime} data-testid="recap-countdown" data-tone={countdown.tone}>
      <CountdownRing countdown={countdown} size={52} />
      <span>
        {t('recap.left')}
        <br />
        <CountdownWord countdown={countdown} />
      </span>
    </p>
  );
}
