import { Button } from '@mantine/core';
import { type KeyboardEvent, lazy, Suspense, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { CaseWork } from '../actions/case-work.tsx';
import { AlertAnnouncer, AlertRail } from '../shared/alerts.tsx';
import { Icon } from '../shared/icons.tsx';
import styles from './inbox.module.css';
import { InboxRow } from './inbox-row.tsx';
import { MissedNote } from './missed-note.tsx';
import { MissedRow } from './missed-row.tsx';
import { useChosen } from './use-chosen.ts';
import type { Inbox } from './use-inbox.ts';

const PapersToSign = lazy(() => import('../papers/to-sign.tsx').then((papers) => ({ default: papers.PapersToSign })));

/** Of cases and of missed callers; `:is` so that more can be asked of it. */
const rows = ':is([data-testid=inbox-row], [data-testid=missed-row])';

/**
 * Everything that waits for a role or a person, whatever its channel, what is due first on top; each is read and dealt
 * with beside the list, and stays in view when that is done.
 */
export function InboxPage({ inbox: { known, works, cases, alerts } }: { inbox: Inbox }) {
  const { t } = useTranslation();
  const page = useRef<HTMLDivElement>(null);
  const { card, chosen, choose } = useChosen(cases);
  const [note, setNote] = useState<string | null>(null);
  const next = works.find(({ caseId }) => caseId !== chosen);
  const missed = works.find(({ caseId }) => caseId === chosen)?.missed ?? null;
  const open = (caseId: string): void => {
    setNote(null);
    choose(caseId);
  };
  const toList = (): void => {
    const row = page.current?.querySelector<HTMLElement>(`${rows}[data-case-id="${chosen}"]`);
    // On a narrow screen the list is there only when this is drawn; whoever goes on by then is not to be called back.
    flushSync(() => choose(null));
    (row ?? page.current?.querySelector<HTMLElement>(rows))?.focus();
  };
  const leaveByKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && !event.defaultPrevented) toList();
  };
  return (
    <div className={styles.inbox} data-chosen={chosen !== null} ref={page}>
      <section className={styles.list} aria-labelledby="inbox-title">
        <h1 id="inbox-title">
          {t('work.title')}
          <span className={styles.count}>{works.length}</span>
        </h1>
        <Suspense>
          <PapersToSign />
        </Suspense>
        {works.length === 0 && <p className={styles.empty}>{t(known ? 'inbox.empty' : 'app.loading')}</p>}
        <ul>
          {works.map((work) => {
            const { caseId } = work;
            const row = { chosen: caseId === chosen, choose: () => open(caseId) };
            return work.card === null ? (
              <MissedRow key={caseId} missed={work.missed} {...row} />
            ) : (
              <InboxRow key={caseId} card={work.card} missed={work.missed} {...row} />
            );
          })}
        </ul>
      </section>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Escape leads back to the list from any field in it */}
      <section className={styles.reader} onKeyDown={leaveByKey}>
        {chosen !== null && (
          <button type="button" className={styles.back} onClick={toList} data-testid="inbox-back">
            <Icon name="back" /> {t('tickets.back')}
          </button>
        )}
        <div className={note === null ? 'visually-hidden' : styles.note}>
          {/* The form that was sent is gone: Enter goes on to the next case, or it is read what was done. */}
          <p
            role="status"
            tabIndex={-1}
            data-testid="inbox-note"
            {...(note !== null && next === undefined && { 'data-next': true })}
          >
            {note}
          </p>
          {note !== null && next !== undefined && (
            <Button size="compact-md" onClick={() => open(next.caseId)} data-testid="inbox-next" data-next>
              {t('inbox.next')}
            </Button>
          )}
        </div>
        {missed !== null && <MissedNote key={missed.missedId} missed={missed} done={setNote} />}
        {card === null ? (
          <p className={styles.empty}>{t(chosen === null ? 'inbox.pick' : 'app.loading')}</p>
        ) : (
          <CaseWork key={card.caseId} card={card} done={setNote} />
        )}
      </section>
      <AlertRail alerts={alerts} className={styles.rail} />
      <AlertAnnouncer alerts={alerts} known={known} />
    </div>
  );
}
