import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseCard } from '../../../../server/contract/views.ts';
import type { conversationOrder } from '../../model/conversation.ts';
import { clockOf } from '../../model/format.ts';
import inbox from '../inbox/inbox.module.css';
import { AlertRail } from '../shared/alerts.tsx';
import { CaseFacts } from '../shared/case-facts.tsx';
import { useLanguage, useServerNow, useWorkplace } from '../shared/context.tsx';
import { Icon } from '../shared/icons.tsx';
import { Ticket } from '../shared/ticket.tsx';
import type { Desk } from '../shared/use-desk.ts';
import { goTo } from '../shell/route.ts';
import { ConversationPane } from './conversation-pane.tsx';
import styles from './messages.module.css';
import { useConversations } from './use-conversations.ts';

/** Who wrote and waits for a reply, the longest first; each is read and answered beside the list. */
export function MessagesPage({ desk }: { desk: Desk }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { known, cases } = useConversations();
  const [chosen, choose] = useState<CaseCard | null>(null);
  const listedCard = cases.find(({ caseId }) => caseId === chosen?.caseId);
  const answered = useAnswered(listedCard === undefined ? (chosen?.caseId ?? null) : null);
  const card = listedCard ?? answered ?? chosen;
  return (
    <div className={inbox.inbox}>
      <section className={inbox.list} aria-labelledby="messages-title">
        <h1 id="messages-title">
          {t('message.listTitle')}
          <span className={inbox.count}>
            {cases.filter(({ conversation }) => conversation.waitingSince !== null || conversation.failed).length}
          </span>
        </h1>
        {cases.length === 0 && <p className={inbox.empty}>{t(known ? 'message.listEmpty' : 'app.loading')}</p>}
        <ul>
          {cases.map((item) => (
            <Row key={item.caseId} card={item} chosen={item.caseId === card?.caseId} choose={() => choose(item)} />
          ))}
        </ul>
      </section>
      <section className={inbox.reader}>
        {card === null ? (
          <p className={inbox.empty}>{t('message.pick')}</p>
        ) : (
          <div className={styles.reading}>
            <header className={styles.title}>
              <h2>
                <Ticket number={card.ticketNumber} testId="case-ticket" />
              </h2>
              <span>{t(`status.${card.status}`)}</span>
              <span>{card.sop.title[language]}</span>
            </header>
            {card.byActs && card.status !== 'closed' && (
              <Button
                variant="default"
                size="compact-md"
                style={{ justifySelf: 'start' }}
                onClick={() => goTo({ page: 'tickets', caseId: card.caseId })}
                data-testid="open-ticket"
              >
                {t('message.openTicket')}
              </Button>
            )}
            <ConversationPane key={card.caseId} card={card} />
            <CaseFacts card={card} />
          </div>
        )}
      </section>
      <AlertRail alerts={desk.alerts} className={inbox.rail} />
    </div>
  );
}

/** A case that was answered leaves the list; who is reading it goes on, and sees what becomes of it. */
function useAnswered(caseId: string | null): CaseCard | undefined {
  const { rest } = useWorkplace().desk;
  const found = useQuery({
    queryKey: ['case', caseId],
    queryFn: () => rest.call('getCase', { params: { caseId: caseId ?? '' } }),
    enabled: caseId !== null,
    refetchInterval: 5_000,
  });
  return caseId === null ? undefined : found.data;
}

interface RowProps {
  readonly card: ReturnType<typeof conversationOrder>[number];
  readonly chosen: boolean;
  readonly choose: () => void;
}

function Row({ card, chosen, choose }: RowProps) {
  const { t } = useTranslation();
  const now = useServerNow(1_000);
  const { channel, unseen, waitingSince, failed } = card.conversation;
  return (
    <li>
      <button
        type="button"
        className={inbox.row}
        aria-current={chosen ? 'true' : undefined}
        onClick={choose}
        data-testid="message-row"
        data-case-id={card.caseId}
      >
        <span className={inbox.rowText}>
          <Ticket number={card.ticketNumber} size="s" />
          <span className={inbox.complaint}>{card.complaint}</span>
          <span className={inbox.meta}>
            <span>{t(`message.channel.${channel}`)}</span>
            <span>{card.caller.phoneMasked}</span>
            {waitingSince !== null && <span>{t('message.waiting', { time: clockOf(now - waitingSince) })}</span>}
            {unseen > 0 && <strong className={styles.unseen}>{t('message.unseen', { count: unseen })}</strong>}
            {failed && (
              <span className={styles.failed}>
                <Icon name="breach" size={15} /> {t('message.failedRow')}
              </span>
            )}
          </span>
        </span>
      </button>
    </li>
  );
}
