import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CaseCard } from '../../../../server/contract/views.ts';
import { partOfDay } from '../../model/format.ts';
import { currentPanel, isAway, needsDesk, panelStates, panels } from '../../model/panels.ts';
import { CaseWork } from '../acts/case-work.tsx';
import { ConversationPane } from '../messages/conversation-pane.tsx';
import { useServerNow, useWorkplace } from '../shared/context.tsx';
import { Icon } from '../shared/icons.tsx';
import { StepRail } from '../shared/step-rail.tsx';
import type { PhoneActions } from '../shared/use-desk.ts';
import styles from './case.module.css';
import { CaseHeader } from './case-header.tsx';
import { PanelFrame } from './panel-frame.tsx';
import { panelBodies } from './panels/bodies.tsx';
import { useOpenPanels } from './use-open-panels.ts';

interface Props {
  readonly card: CaseCard;
  readonly phone: PhoneActions;
  /** Takes the case off the desk's view; null while the agent owes it something. */
  readonly leave: (() => void) | null;
}

/** One ticket at work: who, how long, where in the procedure, and what to do now. */
export function CaseWorkspace({ card, phone, leave }: Props) {
  if (!card.byActs) return <CallWorkspace card={card} phone={phone} leave={leave} />;
  return (
    <div className={styles.case}>
      <CaseHeader card={card} phone={phone} leave={leave} />
      <CaseWork key={card.caseId} card={card} done={nothing} headed={false} />
    </div>
  );
}

const nothing = (): void => {};

function CallWorkspace({ card, phone, leave }: Props) {
  const { t } = useTranslation();
  const states = panelStates(card);
  const current = currentPanel(card);
  const { open, toggle, saved, root } = useOpenPanels(current, states, needsDesk(card));
  const waits = current === null && isAway(card);
  const finished = current === null && !waits && !card.callLive;
  return (
    <article className={styles.case} data-testid="case" data-case-id={card.caseId} data-status={card.status} ref={root}>
      <CaseHeader card={card} phone={phone} leave={leave} />
      <StepRail steps={card.steps} />
      <Script card={card} current={current} />
      {waits && (
        <p className={styles.away} role="status">
          <Icon name="clock" />
          {card.officialName === null ? t('case.awayDispatched') : t('case.awayForwarded', { who: card.officialName })}
        </p>
      )}
      {finished && <p className={styles.away}>{t('case.finished')}</p>}
      <div className={styles.panels}>
        {panels.map((panel) => {
          const state = states[panel];
          if (state === 'hidden') return null;
          const Body = panelBodies[panel];
          return (
            <PanelFrame key={panel} panel={panel} state={state} open={open.has(panel)} toggle={() => toggle(panel)}>
              <Body card={card} state={state} saved={() => saved(panel)} hangup={phone.hangup} />
            </PanelFrame>
          );
        })}
      </div>
      {card.conversation !== null && <ConversationPane card={card} />}
      {leave !== null && (
        <Button variant="default" onClick={leave} mt="sm">
          {t('common.close')}
        </Button>
      )}
    </article>
  );
}

/** The line to say now, while somebody is there to hear it. */
function Script({ card, current }: { card: CaseCard; current: ReturnType<typeof currentPanel> }) {
  const { t } = useTranslation();
  const { me, office } = useWorkplace().desk;
  const now = useServerNow(60_000);
  if (!card.callLive) return null;
  const part = t(`part.${partOfDay(now, office.timeZone)}`);
  const line =
    current === 'intake' && card.linkedTo === null
      ? t('case.greeting', { part, office: office.name, name: me.displayName })
      : current === 'confirm'
        ? t('case.confirming')
        : current === 'hangup'
          ? t('case.closing', { part, ticket: card.ticketNumber })
          : null;
  if (line === null) return null;
  return (
    <p className={styles.script}>
      <Icon name="quote" />
      <span className="visually-hidden">{t('case.script')}: </span>
      {line}
    </p>
  );
}
