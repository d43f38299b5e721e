import { useTranslation } from 'react-i18next';
import type { AlertCard } from '../../../../server/contract/alerts.ts';
import { dayAndTime } from '../../model/format.ts';
import { alertStep } from '../shared/alert-step.ts';
import { AlertTold } from '../shared/alert-told.tsx';
import { useLanguage, useWorkplace } from '../shared/context.tsx';
import styles from './tickets.module.css';

/** The alerts of a ticket that somebody has taken note of: who, and when. */
export function AlertsRead({ alerts }: { alerts: readonly AlertCard[] }) {
  const { t } = useTranslation();
  const { office } = useWorkplace().desk;
  const language = useLanguage();
  const read = alerts.filter(({ acknowledgedAt }) => acknowledgedAt !== null);
  if (read.length === 0) return null;
  return (
    <>
      <h2>{t('told.readTitle')}</h2>
      <ul className={styles.read}>
        {read.map((alert) => (
          <li key={alert.alertId} data-testid="alert-read" data-kind={alert.kind}>
            <strong>{t(`alerts.${alert.kind}`)}</strong>
            {alert.percent !== null && ` · ${t('alerts.percent', { percent: alert.percent })}`}
            {' · '}
            {alertStep(t, alert, language)}
            <span className={styles.muted}>
              {' · '}
              {t('told.read', {
                name: alert.acknowledgedBy ?? t('common.unknown'),
                time: dayAndTime(alert.acknowledgedAt ?? 0, office.timeZone, language),
              })}
            </span>
            <AlertTold alert={alert} />
          </li>
        ))}
      </ul>
    </>
  );
}
