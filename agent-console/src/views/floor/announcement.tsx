import { Button } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnnouncementCard } from '../../../../server/contract/announcements.ts';
import { timeOfDay } from '../../model/format.ts';
import { useWorkplace } from '../shared/context.tsx';
import { Icon } from '../shared/icons.tsx';
import { useProblemText } from '../shared/save.tsx';
import styles from './announcement.module.css';

const Dialog = lazy(() =>
  import('./announcement-dialog.tsx').then(({ AnnouncementDialog }) => ({ default: AnnouncementDialog })),
);

/** What callers are told before the queue; those who may say so say it here, and end it. */
export function Announcement({ card, now }: { card: AnnouncementCard | null; now: number }) {
  const { t } = useTranslation();
  const { me, rest, office } = useWorkplace().desk;
  const problemText = useProblemText();
  const [opened, setOpened] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const mayAnnounce = me.role === 'supervisor' || me.role === 'admin';
  const active = card !== null && card.until > now ? card : null;
  if (active === null && !mayAnnounce) return null;
  const end = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    await rest.call('endAnnouncement', {}).catch(setError);
    setBusy(false);
  };
  return (
    <section
      className={styles.announcement}
      data-active={active !== null}
      data-testid="announcement"
      aria-label={t('announcement.title')}
    >
      <p role="status">
        {active !== null && (
          <>
            <Icon name="sound" />{' '}
            <strong>
              {t(active.turnsAway ? 'announcement.turnsAwayNow' : 'announcement.now', {
                name: t(`announcement.name.${active.name}`),
              })}
            </strong>{' '}
            {t('announcement.until', {
              time: timeOfDay(active.until, office.timeZone),
              who: active.by ?? t('common.unknown'),
            })}
          </>
        )}
      </p>
      {error !== null && <p role="alert">{problemText(error)}</p>}
      {mayAnnounce && (
        <span className={styles.buttons}>
          {active !== null && (
            <Button
              size="compact-sm"
              color="red"
              loading={busy}
              onClick={() => void end()}
              data-testid="announcement-end"
            >
              {t('announcement.end')}
            </Button>
          )}
          <Button size="compact-sm" variant="default" onClick={() => setOpened(true)} data-testid="announcement-open">
            {t(active === null ? 'announcement.open' : 'announcement.change')}
          </Button>
        </span>
      )}
      {opened && (
        <Suspense fallback={null}>
          <Dialog close={() => setOpened(false)} />
        </Suspense>
      )}
    </section>
  );
}
