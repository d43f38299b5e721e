import { useTranslation } from 'react-i18next';
import type { AlertRow } from '../../model/alerts.ts';
import { timeOfDay } from '../../model/format.ts';
import { AcknowledgeButton } from './acknowledge-button.tsx';
import { alertIcons } from './alert-icons.ts';
import { alertStep } from './alert-step.ts';
import styles from './alerts.module.css';
import { useLanguage, useWorkplace } from './context.tsx';
import { Icon } from './icons.tsx';
import { Ticket } from './ticket.tsx';

/** Tickets named in a group; of the rest the number is said. */
const namedAtMost = 20;

/** Many alerts told as one: of one step and kind, as what makes them late is one thing most likely, or of closed tickets. */
export function AlertGroup({ row, testId }: { row: AlertRow; testId: string }) {
  const { t } = useTranslation();
  const { office } = useWorkplace().desk;
  const language = useLanguage();
  const [newest] = row.alerts;
  const oldest = row.alerts.at(-1) ?? newest;
  const step = alertStep(t, newest, language);
  const about = row.closed ? t('storm.closed') : step;
  const tickets = [...new Set(row.alerts.map(({ ticketNumber }) => ticketNumber))];
  return (
    <li
      className={styles.alert}
      data-testid={`${testId}-group`}
      data-kind={newest.kind}
      data-closed={row.closed}
      data-count={row.alerts.length}
    >
      <span className={styles.kind}>
        <Icon name={row.closed ? 'check' : alertIcons[newest.kind]} size={17} />
        {row.closed ? about : t(`alerts.${newest.kind}`)}
        <span className={styles.late}>{t('storm.tickets', { count: tickets.length })}</span>
      </span>
      {!row.closed && <span className={styles.step}>{step}</span>}
      <span className={styles.meta}>
        {t('storm.between', {
          from: timeOfDay(oldest.dueAt, office.timeZone),
          to: timeOfDay(newest.dueAt, office.timeZone),
        })}
      </span>
      <AcknowledgeButton
        alertIds={row.alerts.map(({ alertId }) => alertId)}
        label={t('storm.ackAll', { count: row.alerts.length })}
        about={about}
        testId="alert-ack-all"
      />
      <details className={styles.which}>
        <summary>{t('storm.which')}</summary>
        <ul>
          {tickets.slice(0, namedAtMost).map((number) => (
            <li key={number}>
              <Ticket number={number} size="text" />
            </li>
          ))}
          {tickets.length > namedAtMost && <li>{t('alerts.more', { count: tickets.length - namedAtMost })}</li>}
        </ul>
      </details>
    </li>
  );
}
