import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseCard } from '../../../../server/contract/views.ts';
import { CaseWork } from '../acts/case-work.tsx';
import { AlertAnnouncer, AlertRail } from '../shared/alerts.tsx';
import { AnswerForm } from './answer-form.tsx';
import { CaseReader } from './case-reader.tsx';
import { ForwardForm } from './forward-form.tsx';
import styles from './inbox.module.css';
import { InboxRow } from './inbox-row.tsx';
import type { Inbox } from './use-inbox.ts';

/** What waits for a role or a person, the most urgent first; each is read and dealt with beside the list. */
export function InboxPage({ inbox: { known, cases, alerts } }: { inbox: Inbox }) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<string | null>(null);
  const [note, setNote] = useState<string | null>(null);
  const card = cases.find(({ caseId }) => caseId === chosen) ?? null;
  const done = (text: string): void => {
    setNote(text);
    setChosen(null);
  };
  return (
    <div className={styles.inbox}>
      <section className={styles.list} aria-labelledby="inbox-title">
        <h1 id="inbox-title">
          {t('work.title')}
          <span className={styles.count}>{cases.length}</span>
        </h1>
        {cases.length === 0 && <p className={styles.empty}>{t(known ? 'inbox.empty' : 'app.loading')}</p>}
        <ul>
          {cases.map((item) => (
            <InboxRow
              key={item.caseId}
              card={item}
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
          <Work card={card} done={done} />
        )}
      </section>
      <AlertRail alerts={alerts} className={styles.rail} />
      <AlertAnnouncer alerts={alerts} known={known} />
    </div>
  );
}

/** A case of a call is forwarded or answered here; any other is worked by its acts. */
function Work({ card, done }: { card: CaseCard; done: (text: string) => void }) {
  if (card.byActs) return <CaseWork key={card.caseId} card={card} done={done} />;
  return (
    <CaseReader card={card}>
      {card.status === 'dispatched' ? (
        <ForwardForm key={card.caseId} card={card} done={done} />
      ) : (
        <AnswerForm key={card.caseId} card={card} done={done} />
      )}
    </CaseReader>
  );
}
