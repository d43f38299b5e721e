import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketBrief } from '../../../../server/contract/views.ts';
import { needsDesk } from '../../model/panels.ts';
import { frontCase, tabOrder } from '../../model/tabs.ts';
import { AlertList } from '../shared/alerts.tsx';
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
  const earlier = useEarlierTickets(desk);

  const open = tabOrder(desk.cases.filter((card) => needsDesk(card) || pinned.includes(card.caseId)));
  const shown = frontCase(open, front, known.current);
  const ids = open.map(({ caseId }) => caseId).join(' ');
  useEffect(() => {
    known.current = new Set(ids.split(' '));
    setFront(shown);
  }, [ids, shown]);

  const card = open.find(({ caseId }) => caseId === shown);
  const offer = desk.offers[0];
  const previous = card?.callId == null ? [] : (earlier.get(card.callId) ?? []);
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
            open={(caseId) => {
              setPinned([...pinned, caseId]);
              setFront(caseId);
            }}
          />
        )}
      </div>
      <aside className={styles.rail} aria-label={t('alerts.title')}>
        <h2>{t('alerts.title')}</h2>
        <AlertList alerts={desk.alerts} />
        {previous.length > 0 && (
          <>
            <h2>{t('case.previous')}</h2>
            <TicketBriefs tickets={previous} />
          </>
        )}
      </aside>
      {card !== undefined && offer !== undefined && <Pop offer={offer} phone={phone} small />}
      <div className="visually-hidden" aria-live="assertive">
        {offer === undefined ? '' : t('pop.announce', { ticket: offer.ticketNumber?.split('-').at(-1) ?? '' })}
      </div>
    </div>
  );
}

/** The tickets an offer showed stay at hand for the length of its call; nothing of them is stored. */
function useEarlierTickets(desk: Desk): ReadonlyMap<string, readonly TicketBrief[]> {
  const kept = useRef(new Map<string, readonly TicketBrief[]>());
  for (const offer of desk.offers) kept.current.set(offer.callId, offer.tickets);
  for (const callId of kept.current.keys()) {
    const alive = desk.offers.some((o) => o.callId === callId) || desk.cases.some((card) => card.callId === callId);
    if (desk.known && !alive) kept.current.delete(callId);
  }
  return kept.current;
}
