import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { needsDesk } from '../../model/panels.ts';
import { frontCase, tabOrder } from '../../model/tabs.ts';
import { AlertRail } from '../shared/alerts.tsx';
import type { Desk, PhoneActions } from '../shared/use-desk.ts';
import { CaseTabs } from './case-tabs.tsx';
import { CaseWorkspace } from './case-workspace.tsx';
import styles from './desk.module.css';
import { Idle } from './idle.tsx';
import { Pop, TicketBriefs } from './pop.tsx';

/** The agent's desk: idle, ringing, or at work on one or more tickets. */
export function DeskPage({ desk, phone }: { desk: Desk; phone: PhoneActions }) {
  const { t } = useTranslation();
  const [pinned, setPinned] = useState<readonly string[]>([]);
  const [front, setFront] = useState<string | null>(null);
  const known = useRef<ReadonlySet<string>>(new Set());

  const open = tabOrder(desk.cases.filter((card) => needsDesk(card) || pinned.includes(card.caseId)));
  const shown = frontCase(open, front, known.current);
  const ids = open.map(({ caseId }) => caseId).join(' ');
  useEffect(() => {
    known.current = new Set(ids.split(' '));
    setFront(shown);
  }, [ids, shown]);

  const card = open.find(({ caseId }) => caseId === shown);
  const offer = desk.offers[0];
  const previous = card?.tickets ?? [];
  return (
    <div className={styles.desk}>
      <h1 className="visually-hidden">{t('desk.title')}</h1>
      <div className={styles.work}>
        {open.length > 1 && <CaseTabs cases={open} front={shown} choose={setFront} />}
        {card !== undefined ? (
          <CaseWorkspace
            key={card.caseId}
            card={card}
            phone={phone}
            leave={needsDesk(card) ? null : () => setPinned(pinned.filter((id) => id !== card.caseId))}
          />
        ) : offer !== undefined ? (
          <div className={styles.stage}>
            <Pop offer={offer} phone={phone} small={false} />
          </div>
        ) : (
          <Idle
            desk={desk}
            inOtherTab={phone.state.status === 'other-tab'}
            open={(caseId) => {
              setPinned([...pinned, caseId]);
              setFront(caseId);
            }}
          />
        )}
      </div>
      <AlertRail alerts={desk.alerts} className={styles.rail}>
        {previous.length > 0 ? (
          <>
            <h2>{t('case.previous')}</h2>
            <TicketBriefs tickets={previous} />
          </>
        ) : null}
      </AlertRail>
      {card !== undefined && offer !== undefined && <Pop offer={offer} phone={phone} small />}
      <div className="visually-hidden" aria-live="assertive">
        {offer === undefined ? '' : t('pop.announce', { ticket: offer.ticketNumber?.split('-').at(-1) ?? '' })}
      </div>
    </div>
  );
}
