import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { entriesOf } from '../../../../server/contract/live.ts';
import { uniqueAlerts } from '../../model/alerts.ts';
import { inboxOf, inboxOrder } from '../../model/inbox.ts';
import { AlertAnnouncer, AlertList } from '../shared/alerts.tsx';
import { useNewest, useTopic, useWorkplace } from '../shared/context.tsx';
import type { Desk } from '../shared/use-desk.ts';
import { AnswerForm } from './answer-form.tsx';
import { CaseReader } from './case-reader.tsx';
import { ForwardForm } from './forward-form.tsx';
import styles from './inbox.module.css';
import { InboxRow } from './inbox-row.tsx';

/** What waits for a dispatcher or an official, the most urgent first; each is read and dealt with beside the list. */
export function InboxPage({ desk }: { desk: Desk }) {
  const { t } = useTranslation();
  const { me } = useWorkplace().desk;
  const side = me.role === 'official' || me.role === 'head' ? 'official' : 'dispatcher';
  // An official's cases lie on their own desk; the shared inboxes are the dispatchers' and the head's.
  const { snapshot } = useTopic(
    me.role === 'official' ? `desk:${me.userId}` : side === 'official' ? 'inbox:forwarded' : 'inbox:dispatcher',
  );
  const listed = useMemo(() => (snapshot === null ? [] : entriesOf(snapshot, 'cases')), [snapshot]);
  const shared = useMemo(() => (snapshot === null ? [] : entriesOf(snapshot, 'alerts')), [snapshot]);
  const alerts = uniqueAlerts([...shared, ...desk.alerts]);
  const newest = useNewest(listed);
  const [chosen, setChosen] = useState<string | null>(null);
  const [note, setNote] = useState<string | null>(null);
  const cases = inboxOrder(inboxOf(newest, desk.cases, side, me));
  const card = cases.find(({ caseId }) => caseId === chosen) ?? null;
  const done = (text: string): void => {
    setNote(text);
    setChosen(null);
  };
  return (
    <div className={styles.inbox}>
      <section className={styles.list} aria-labelledby="inbox-title">
        <h1 id="inbox-title">
          {t(side === 'dispatcher' ? 'inbox.dispatcherTitle' : 'inbox.officialTitle')}
          <span className={styles.count}>{cases.length}</span>
        </h1>
        {cases.length === 0 && <p className={styles.empty}>{t(snapshot === null ? 'app.loading' : 'inbox.empty')}</p>}
        <ul>
          {cases.map((item) => (
            <InboxRow
              key={item.caseId}
              card={item}
              side={side}
              chosen={item.caseId === chosen}
              choose={() => {
                setNote(null);
                setChosen(item.caseId);
              }}
            />
          ))}
        </ul>
      </section>
      <section className={styles.reader}>
        <p className={note === null ? 'visually-hidden' : styles.note} role="status">
          {note}
        </p>
        {card === null ? (
          note === null && <p className={styles.empty}>{t(chosen === null ? 'inbox.pick' : 'inbox.gone')}</p>
        ) : (
          <CaseReader card={card}>
            {side === 'dispatcher' ? (
              <ForwardForm key={card.caseId} card={card} done={done} />
            ) : (
              <AnswerForm key={card.caseId} card={card} done={done} />
            )}
          </CaseReader>
        )}
      </section>
      <aside className={styles.rail} aria-label={t('alerts.title')}>
        <h2>{t('alerts.title')}</h2>
        <AlertList alerts={alerts} />
        <AlertAnnouncer alerts={alerts} known={snapshot !== null} />
      </aside>
    </div>
  );
}
