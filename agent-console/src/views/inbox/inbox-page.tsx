import { Button } from '@mantine/core';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CaseWork } from '../actions/case-work.tsx';
import { AlertAnnouncer, AlertRail } from '../shared/alerts.tsx';
import { Icon } from '../shared/icons.tsx';
import styles from './inbox.module.css';
import { InboxRow } from './inbox-row.tsx';
import { useChosen } from './use-chosen.ts';
import type { Inbox } from './use-inbox.ts';

/**
 * Everything that waits for a role or a person, whatever its channel, what is due first on top; each is read and dealt
 * with beside the list, and stays in view when that is done.
 */
export function InboxPage({ inbox: { known, cases, alerts } }: { inbox: Inbox }) {
  const { t } = useTranslation();
  const page = useRef<HTMLDivElement>(null);
  const { card, chosen, choose } = useChosen(cases);
  const [note, setNote] = useState<string | null>(null);
  const next = cases.find(({ caseId }) => caseId !== chosen);
  const onward = useRef<HTMLButtonElement>(null);
  const dealtWith = note !== null && !cases.some(({ caseId }) => caseId === chosen);
  useEffect(() => {
    // The form that was sent is gone and the focus with it: Enter goes on to the next.
    if (dealtWith && document.activeElement === document.body) onward.current?.focus();
  }, [dealtWith]);
  const open = (caseId: string): void => {
    setNote(null);
    choose(caseId);
  };
  const toList = (): void => {
    const row = page.current?.querySelector<HTMLElement>(`[data-testid=inbox-row][data-case-id="${chosen}"]`);
    choose(null);
    // On a narrow screen the list comes back with the next drawing.
    requestAnimationFrame(() => (row ?? page.current?.querySelector<HTMLElement>('[data-testid=inbox-row]'))?.focus());
  };
  const leaveByKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && !event.defaultPrevented) toList();
  };
  return (
    <div className={styles.inbox} data-chosen={chosen !== null} ref={page}>
      <section className={styles.list} aria-labelledby="inbox-title">
        <h1 id="inbox-title">
          {t('work.title')}
          <span className={styles.count}>{cases.length}</span>
        </h1>
        {cases.length === 0 && <p className={styles.empty}>{t(known ? 'inbox.empty' : 'app.loading')}</p>}
        <ul>
          {cases.map((item) => (
            <InboxRow key={item.caseId} card={item} chosen={item.caseId === chosen} choose={() => open(item.caseId)} />
          ))}
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
          <p role="status">{note}</p>
          {note !== null && next !== undefined && (
            <Button size="compact-md" onClick={() => open(next.caseId)} data-testid="inbox-next" ref={onward}>
              {t('inbox.next')}
            </Button>
          )}
        </div>
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
