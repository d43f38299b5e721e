import { type ReactNode, useEffect, useEffectEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AlertCard } from '../../../../server/contract/alerts.ts';
import type { Locale } from '../../../../server/contract/people.ts';
import { alertRows, railAlerts } from '../../model/alerts.ts';
import { type Announcer, createAnnouncer } from '../../model/announcer.ts';
import { timeOfDay } from '../../model/format.ts';
import { AcknowledgeButton } from './acknowledge-button.tsx';
import { AlertGroup } from './alert-group.tsx';
import { alertIcons } from './alert-icons.ts';
import { alertStep } from './alert-step.ts';
import { AlertTold } from './alert-told.tsx';
import styles from './alerts.module.css';
import { useLanguage, useServerNow, useWorkplace } from './context.tsx';
import { Icon } from './icons.tsx';
import { sound } from './sound.ts';
import { Ticket } from './ticket.tsx';

const shownAtMost = 8;

const later = (run: () => void, ms: number): (() => void) => {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
};

interface AlertListProps {
  readonly alerts: readonly AlertCard[];
  readonly testId?: string;
}

/** Alerts nobody has acknowledged, newest first. */
export function AlertList({ alerts, testId = 'alert' }: AlertListProps) {
  const { t } = useTranslation();
  const { live } = useWorkplace().desk;
  const rows = alertRows(alerts, shownAtMost);
  const shown = rows.slice(0, shownAtMost);
  const left = rows.slice(shownAtMost).reduce((sum, row) => sum + row.alerts.length, 0);
  // Of an escalation it is kept on whose screen it was, not only that it was on one.
  const toTell = shown
    .flatMap((row) => row.alerts)
    .filter(({ deliveredAt, kind }) => deliveredAt === null || kind === 'escalation');
  const news = toTell.map(({ alertId }) => alertId).join(' ');
  useEffect(() => {
    if (news !== '') live.delivered(news.split(' '));
  }, [live, news]);
  if (rows.length === 0) return <p className={styles.none}>{t('alerts.none')}</p>;
  return (
    <ul className={styles.list}>
      {shown.map((row) =>
        row.alerts.length === 1 && !row.closed ? (
          <AlertItem key={row.key} alert={row.alerts[0]} testId={testId} />
        ) : (
          <AlertGroup key={row.key} row={row} testId={testId} />
        ),
      )}
      {left > 0 && <li className={styles.more}>{t('alerts.more', { count: left })}</li>}
    </ul>
  );
}

interface AlertRailProps {
  readonly alerts: readonly AlertCard[];
  readonly className?: string | undefined;
  /** What else stands at the side; null: nothing. */
  readonly children?: ReactNode;
}

/** A person's own alerts at the side of their work; with nothing to tell it takes no room. */
export function AlertRail({ alerts, className, children = null }: AlertRailProps) {
  const { t } = useTranslation();
  const shown = railAlerts(alerts, useServerNow(30_000));
  if (shown.length === 0 && children === null) return null;
  return (
    <aside className={className} aria-label={t('alerts.title')} data-testid="rail">
      {shown.length > 0 && (
        <>
          <h2>{t('alerts.title')}</h2>
          <AlertList alerts={shown} />
        </>
      )}
      {children}
    </aside>
  );
}

function AlertItem({ alert, testId }: { alert: AlertCard; testId: string }) {
  const { t } = useTranslation();
  const { office, me } = useWorkplace().desk;
  const language = useLanguage();
  const step = alertStep(t, alert, language);
  return (
    <li
      className={styles.alert}
      data-testid={testId}
      data-kind={alert.kind}
      data-step={alert.stepNumber}
      data-late={alert.late}
      data-alert-id={alert.alertId}
    >
      <span className={styles.kind}>
        <Icon name={alertIcons[alert.kind]} size={17} />
        {t(`alerts.${alert.kind}`)}
        {alert.percent !== null && (
          <span className={styles.percent}>{t('alerts.percent', { percent: alert.percent })}</span>
        )}
        {alert.late && <span className={styles.late}>{t('alerts.late')}</span>}
      </span>
      <span className={styles.step}>{step}</span>
      <span className={styles.meta}>
        <Ticket number={alert.ticketNumber} size="text" />
        <span>{t('alerts.due', { time: timeOfDay(alert.dueAt, office.timeZone) })}</span>
        {alert.userName !== me.displayName && alert.kind !== 'escalation' && <span>{alert.userName}</span>}
      </span>
      {alert.kind === 'escalation' && (
        <span className={styles.meta} data-testid="alert-level">
          <span>{t('alerts.to', { who: alert.to.map((role) => role[language]).join(', ') })}</span>
          <span>{t('alerts.lateOne', { who: lateOne(alert, language) })}</span>
        </span>
      )}
      <AcknowledgeButton
        alertIds={[alert.alertId]}
        label={t('alerts.ack')}
        about={`${step}, ${alert.ticketNumber}`}
        testId="alert-ack"
      />
      <AlertTold alert={alert} />
    </li>
  );
}

/** The person who is late, where one is named, and in which role. */
function lateOne({ userName, actor }: AlertCard, language: Locale): string {
  return userName === null ? actor[language] : `${userName} (${actor[language]})`;
}

/** Says and sounds new alerts; those that lay there when the page was opened make no noise. */
export function AlertAnnouncer({ alerts, known }: { alerts: readonly AlertCard[]; known: boolean }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [said, setSaid] = useState({ warning: '', breach: '', escalation: '' });
  const say = useEffectEvent((worst: AlertCard, count: number) => {
    sound.beep(worst.kind);
    const text = t('alerts.announce', {
      kind: t(`alerts.${worst.kind}`),
      step: alertStep(t, worst, language),
      ticket: worst.ticketNumber.split('-').at(-1) ?? '',
    });
    const all = count === 1 ? text : `${t('storm.announce', { count })} ${text}`;
    setSaid((last) => ({ ...last, [worst.kind]: all }));
  });
  const announcer = useRef<Announcer | null>(null);
  useEffect(() => {
    announcer.current = createAnnouncer({ say, later });
    return () => announcer.current?.stop();
  }, []);
  useEffect(() => {
    if (known) announcer.current?.seen(alerts);
  }, [alerts, known]);
  return (
    <>
      <div className="visually-hidden" aria-live="polite" data-testid="say-warning">
        {said.warning}
      </div>
      <div className="visually-hidden" aria-live="assertive" data-testid="say-breach">
        {said.breach}
      </div>
      <div className="visually-hidden" aria-live="assertive" data-testid="say-escalation">
        {said.escalation}
      </div>
    </>
  );
}
