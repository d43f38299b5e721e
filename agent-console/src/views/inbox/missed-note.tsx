import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MissedCard } from '../../../../server/contract/missed.ts';
import { dayAndTime } from '../../model/format.ts';
import { AskedReason } from '../shared/asked-reason.tsx';
import { useLanguage, useWorkplace } from '../shared/context.tsx';
import { Icon } from '../shared/icons.tsx';
import styles from './inbox.module.css';

/** What is known of a missed caller, above the ticket; and the way off the list where no call is needed any more. */
export function MissedNote({ missed, done }: { missed: MissedCard; done: (text: string) => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { rest, office } = useWorkplace().desk;
  const [asking, setAsking] = useState(false);
  const { missedId, calls, tries, triesAtMost, lastAt } = missed;
  return (
    <section className={styles.missedNote} data-testid="missed-note" aria-label={t('missed.row')}>
      <p>
        <Icon name="phone" />{' '}
        {t('missed.told', {
          count: calls,
          time: dayAndTime(lastAt, office.timeZone, language),
          tries,
          most: triesAtMost,
        })}
      </p>
      <Button size="compact-sm" variant="default" onClick={() => setAsking(true)} data-testid="missed-settle">
        {t('missed.settle')}
      </Button>
      {asking && (
        <AskedReason
          title={t('missed.settleTitle')}
          submit={t('missed.settle')}
          testId="missed-settle"
          of="settleMissed"
          body={(reason) => ({ reason })}
          ask={async (reason) => {
            await rest.call('settleMissed', { params: { missedId }, body: { reason } });
            done(t('missed.settled'));
          }}
          close={() => setAsking(false)}
        />
      )}
    </section>
  );
}
