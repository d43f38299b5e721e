import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AlertCard } from '../../../../server/contract/alerts.ts';
import type { NotificationCard } from '../../../../server/contract/notifications.ts';
import { id } from '../../i18n/id.ts';
import { dayAndTime, timeOfDay } from '../../model/format.ts';
import { overseers } from '../../wire/contract.ts';
import styles from './alert-told.module.css';
import { useLanguage, useWorkplace } from './context.tsx';
import { useProblemText } from './save.tsx';

/** For those who oversee the office: who was told of the alert, by what, when, and whether it arrived. */
export function AlertTold({ alert }: { alert: AlertCard }) {
  const { t } = useTranslation();
  const { me } = useWorkplace().desk;
  const [open, setOpen] = useState(false);
  if (!(overseers as readonly string[]).includes(me.role)) return null;
  return (
    <details className={styles.told} data-testid="alert-told" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('told.show')}</summary>
      {open && <Told alert={alert} />}
    </details>
  );
}

function Told({ alert }: { alert: AlertCard }) {
  const { t } = useTranslation();
  const { rest, office } = useWorkplace().desk;
  const problemText = useProblemText();
  const found = useQuery({
    queryKey: ['notifications', alert.alertId],
    queryFn: () => rest.call('notifications', { params: { alertId: alert.alertId } }),
    refetchInterval: 5_000,
  });
  const screen =
    alert.deliveredAt === null
      ? t('told.notOnScreen')
      : t('told.onScreen', { time: timeOfDay(alert.deliveredAt, office.timeZone) });
  return (
    <ul>
      <li>{screen}</li>
      {found.isPending && <li>{t('app.loading')}</li>}
      {found.isError && <li role="alert">{problemText(found.error)}</li>}
      {found.data?.notifications.length === 0 && <li>{t('told.nobody')}</li>}
      {found.data?.notifications.map((one) => (
        <ToldLine key={`${one.personName} ${one.means}`} told={one} />
      ))}
    </ul>
  );
}

type Reason = keyof (typeof id)['toldReason'];

function ToldLine({ told }: { told: NotificationCard }) {
  const { t } = useTranslation();
  const { office } = useWorkplace().desk;
  const language = useLanguage();
  const { state, means, personName, sendAt, sentAt, deliveredAt } = told;
  const reason =
    told.reason !== null && told.reason in id.toldReason
      ? t(`toldReason.${told.reason as Reason}`)
      : (told.reason ?? '');
  const at = { pending: sendAt, sent: sentAt, delivered: deliveredAt, failed: null, skipped: null }[state];
  const time = at === null ? '' : dayAndTime(at, office.timeZone, language);
  const who = personName ?? (means === 'webhook' ? null : t('told.noPerson'));
  return (
    <li data-testid="told" data-state={state} data-means={means}>
      {who !== null && <strong>{who} · </strong>}
      {t(`means.${means}`)} · {t(`told.${state}`, { time, reason })}
    </li>
  );
}
