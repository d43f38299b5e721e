import { Alert } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseCard } from '../../../../server/contract/views.ts';
import { hiddenMark } from '../../wire/contract.ts';
import { useWorkplace } from '../shared/context.tsx';
import { HiddenWords } from '../shared/hidden-words.tsx';
import { useProblemText } from '../shared/save.tsx';
import { Bubble } from './bubble.tsx';
import { Composer } from './composer.tsx';
import styles from './messages.module.css';

/**
 * What was written in a case, and where to answer. New messages appear where they belong and take no focus; whoever has
 * scrolled up to read stays there.
 */
export function ConversationPane({ card, focused = false }: { card: CaseCard; focused?: boolean }) {
  const { t } = useTranslation();
  const { rest, me } = useWorkplace().desk;
  const problemText = useProblemText();
  const revision = card.conversation?.revision ?? 'none';
  const open = card.closedAt === null;
  const found = useQuery({
    queryKey: ['messages', card.caseId, revision],
    queryFn: () => rest.call('messages', { params: { caseId: card.caseId } }),
    placeholderData: (before, query) => (query?.queryKey[1] === card.caseId ? before : undefined),
    // A closed case is on no live view; what is reported of its last message is asked for.
    refetchInterval: open ? false : 15_000,
  });
  const messages = found.data?.messages ?? [];
  const unseen = messages.some((message) => message.unseen);
  useEffect(() => {
    if (unseen && me.role === 'agent' && document.visibilityState === 'visible') {
      void rest.call('messagesSeen', { params: { caseId: card.caseId } }).catch(() => {});
    }
  }, [unseen, me.role, rest, card.caseId]);
  const list = useStayAtEnd(messages.length);
  const conversation = found.data;
  // Who may not write has nothing to see where nothing was written.
  if (conversation?.refusal === 'not_allowed' && messages.length === 0) return null;
  return (
    <section className={styles.pane} aria-label={t('message.title')} data-testid="conversation">
      <h2>{t('message.title')}</h2>
      {found.isPending && <p>{t('app.loading')}</p>}
      {found.isError && conversation === undefined && <p role="alert">{problemText(found.error)}</p>}
      {conversation !== undefined && messages.length === 0 && <p className={styles.hint}>{t('message.none')}</p>}
      {messages.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key
        <ol className={styles.bubbles} ref={list} tabIndex={0} aria-label={t('message.title')}>
          {messages.map((message) => (
            <Bubble key={message.messageId} message={message} card={card} />
          ))}
        </ol>
      )}
      {messages.some(({ text }) => text.includes(hiddenMark)) && <HiddenWords caseId={card.caseId} />}
      {conversation?.optedOut && (
        <Alert color="yellow" data-testid="opted-out">
          {t('message.optedOut')}
        </Alert>
      )}
      {conversation?.refusal != null && conversation.refusal !== 'stopped' && (
        <p className={styles.hint} data-testid="message-refusal">
          {t(conversation.refusal === 'not_allowed' ? 'message.readOnly' : `problem.${conversation.refusal}`)}
        </p>
      )}
      {conversation?.refusal === null && conversation.route !== null && (
        <Composer
          key={card.caseId}
          card={card}
          conversation={conversation}
          route={conversation.route}
          sent={() => void found.refetch()}
          focused={focused}
        />
      )}
      <div className="visually-hidden" aria-live="polite">
        {unseen ? t('message.announce', { ticket: card.ticketNumber }) : ''}
      </div>
    </section>
  );
}

/** Follows what is added, unless the reader has scrolled away from the end. */
function useStayAtEnd(count: number) {
  const list = useRef<HTMLOListElement>(null);
  const atEnd = useRef(true);
  useEffect(() => {
    const element = list.current;
    if (element === null || count === 0) return;
    if (atEnd.current) element.scrollTop = element.scrollHeight;
    const look = (): void => {
      atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < 60;
    };
    element.addEventListener('scroll', look);
    return () => element.removeEventListener('scroll', look);
  }, [count]);
  return list;
}
