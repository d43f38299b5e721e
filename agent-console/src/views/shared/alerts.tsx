import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Locale } from '../../../../server/contract/people.ts';
import type { AlertCard } from '../../../../server/contract/views.ts';
import { gravest, openAlerts } from '../../model/alerts.ts';
import { timeOfDay } from '../../model/format.ts';
import { AlertTold } from './alert-told.tsx';
import styles from './alerts.module.css';
import { useLanguage, useWorkplace } from './context.tsx';
import { Icon } from './icons.tsx';
import { sound } from './sound.ts';
import { Ticket } from './ticket.tsx';

const shownAtMost = 8;
const icons = { warning: 'warn', breach: 'breach', escalation: 'raise' } as const;

interface AlertListProps {
  readonly alerts: readonly AlertCard[];
  readonly testId?: string;
}

/** Alerts nobody has acknowledged, newest first. */
export function AlertList({ alerts, testId = 'alert' }: AlertListProps) {
  const { t } = useTranslation();
  const { live } = useWorkplace().desk;
  const open = openAlerts(alerts);
  const shown = open.slice(0, shownAtMost);
  const undelivered = shown.filter(({ deliveredAt }) => deliveredAt === null).map(({ alertId }) => alertId);
  const news = undelivered.join(' ');
  useEffect(() => {
    if (news !== '') live.delivered(news.split(' '));
  }, [live, news]);
  if (open.length === 0) return <p className={styles.none}>{t('alerts.none')}</p>;
  return (
    <ul className={styles.list}>
      {shown.map((alert) => (
        <AlertItem key={alert.alertId} alert={alert} testId={testId} />
      ))}
      {open.length > shown.length && (
        <li className={styles.more}>{t('alerts.more', { count: open.length - shown.length })}</li>
      )}
    </ul>
  );
}

function AlertItem({ alert, testId }: { alert: AlertCard; testId: string }) {
  const { t } = useTranslation();
  const { rest, office, me } = useWorkplace().desk;
  const language = useLanguage();
  const acknowledge = useMutation({
    mutationFn: () => rest.command('acknowledge', { params: { alertId: alert.alertId } }),
  });
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
        <Icon name={icons[alert.kind]} size={17} />
        {t(`alerts.${alert.kind}`)}
        {alert.percent !== null && (
          <span className={styles.percent}>{t('alerts.percent', { percent: alert.percent })}</span>
        )}
        {alert.late && <span className={styles.late}>{t('alerts.late')}</span>}
      </span>
      <span className={styles.step}>
        {t('alerts.step', { number: alert.stepNumber, name: alert.stepName[language] })}
      </span>
      <span className={styles.meta}>
        <Ticket number={alert.ticketNumber} size="text" />
        <span>{t('alerts.due', { time: timeOfDay(alert.dueAt, office.timeZone) })}</span>
        {alert.userName !== me.displayName && alert.kind !== 'escalation' && <span>{alert.userName}</span>}
      </span>
      {alert.kind === 'escalation' && (
        <span className={styles.meta} data-testid="alert-rung">
          <span>{t('alerts.to', { who: alert.to.map((role) => role[language]).join(', ') })}</span>
          <span>{t('alerts.lateOne', { who: lateOne(alert, language) })}</span>
        </span>
      )}
      <Button
        className={styles.ack ?? ''}
        size="compact-sm"
        variant="default"
        loading={acknowledge.isPending}
        onClick={() => acknowledge.mutate()}
        data-testid="alert-ack"
        aria-label={`${t('alerts.ack')}: ${t('alerts.step', { number: alert.stepNumber, name: alert.stepName[language] })}, ${alert.ticketNumber}`}
        title={t('alerts.ack')}
      >
        <Icon name="check" size={16} />
      </Button>
      <AlertTold alert={alert} />
    </li>
  );
}

/** The person who is late, where one is named, and in which role. */
function lateOne({ userName, actor }: AlertCard, language: Locale): string {
  return userName === null ? actor[language] : `${userName} (${actor[language]})`;
}

/** Says and sounds each new alert once; those that lay there when the page was opened make no noise. */
export function AlertAnnouncer({ alerts, known }: { alerts: readonly AlertCard[]; known: boolean }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const heard = useRef<Set<string> | null>(null);
  const [said, setSaid] = useState({ warning: '', breach: '', escalation: '' });
  useEffect(() => {
    if (!known) return;
    const before = heard.current;
    heard.current = new Set(alerts.map(({ alertId }) => alertId));
    if (before === null) return;
    const newest = gravest(alerts.filter(({ alertId }) => !before.has(alertId)));
    if (newest === null) return;
    const { kind } = newest;
    sound.beep(kind);
    const text = t('alerts.announce', {
      kind: t(`alerts.${kind}`),
      number: newest.stepNumber,
      name: newest.stepName[language],
      ticket: newest.ticketNumber.split('-').at(-1) ?? '',
    });
    setSaid((last) => ({ ...last, [kind]: text }));
  }, [alerts, known, language, t]);
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
