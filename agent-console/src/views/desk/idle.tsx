import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AgentCard } from '../../../../server/contract/floor.ts';
import { clockOf, timeOfDay } from '../../model/format.ts';
import { awayWith } from '../../model/panels.ts';
import { useLanguage, useServerNow, useWorkplace } from '../shared/context.tsx';
import { Icon } from '../shared/icons.tsx';
import { Ticket } from '../shared/ticket.tsx';
import type { Desk } from '../shared/use-desk.ts';
import styles from './desk.module.css';

const headings = {
  ready: 'desk.idleReady',
  'not-ready': 'desk.idleNotReady',
  'wrap-up': 'desk.idleWrapUp',
  'logged-out': 'desk.idleOut',
  reserved: 'desk.idleReady',
  talking: 'desk.idleReady',
} as const satisfies Record<AgentCard['state'], string>;

interface Props {
  readonly desk: Desk;
  /** Calls are answered in another page of this browser. */
  readonly inOtherTab: boolean;
  readonly open: (caseId: string) => void;
}

/** Between calls: whether calls come, why not, and what is left over. */
export function Idle({ desk, inOtherTab, open }: Props) {
  const { t } = useTranslation();
  const { office } = useWorkplace().desk;
  const language = useLanguage();
  const { agent } = desk;
  const now = useServerNow(1_000);
  const unfinished = desk.cases.filter(({ closedAt }) => closedAt === null);
  const over = agent === null || agent.limitAt === null || now <= agent.limitAt ? null : agent.limitAt;
  const why = agent?.state === 'not-ready' ? agent.reason : null;
  return (
    <div className={styles.idle}>
      {agent !== null && (
        <section className={styles.idleCard} data-state={agent.state}>
          <span className={styles.idleIcon}>
            <Icon name={agent.state === 'ready' ? 'phone' : 'pause'} size={34} />
          </span>
          <div>
            <h2>{t(headings[agent.state])}</h2>
            <p>
              {why === 'missed_call' || why === 'phone_unreachable'
                ? t(`agent.why.${why}`)
                : t(
                    agent.state !== 'ready'
                      ? 'desk.idleNotReadyHint'
                      : inOtherTab
                        ? 'phone.inOtherTab'
                        : 'desk.idleReadyHint',
                  )}
            </p>
            {over !== null && (
              <p role="status" data-testid="over-limit">
                <Icon name="warn" size={18} />{' '}
                {t('overLimitOwn', { reason: agent.reasonName?.[language] ?? '', time: clockOf(now - over) })}
              </p>
            )}
            {agent.missed > 0 && <p data-testid="missed-once">{t('missedOnceHint')}</p>}
            {agent.state !== 'logged-out' && (
              <p className={styles.since}>{t('desk.since', { time: timeOfDay(agent.since, office.timeZone) })}</p>
            )}
          </div>
        </section>
      )}
      <section>
        <h2 className={styles.listTitle}>{t('desk.myOpen')}</h2>
        {unfinished.length === 0 && <p className={styles.since}>{t('desk.myOpenNone')}</p>}
        <ul className={styles.unfinished}>
          {unfinished.map((card) => (
            <li key={card.caseId} data-testid="open-case">
              <Ticket number={card.ticketNumber} size="s" />
              <span>{card.caller.name ?? t('case.callerUnknown')}</span>
              <span>{(card.category ?? card.kind).name[language]}</span>
              <span className={styles.since}>
                {awayWith(card) === null
                  ? t(`status.${card.status}`)
                  : t('desk.waitingFor', { who: card.officialName ?? awayWith(card)?.roleName[language] ?? '' })}
              </span>
              <Button
                size="compact-sm"
                variant="default"
                aria-label={`${t('desk.openCase')} ${card.ticketNumber}`}
                onClick={() => open(card.caseId)}
              >
                {t('desk.openCase')}
              </Button>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
