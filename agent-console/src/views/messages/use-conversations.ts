import { useMemo } from 'react';
import { entriesOf } from '../../../../server/contract/live.ts';
import { conversationOrder } from '../../model/conversation.ts';
import { useNewest, useTopic } from '../shared/context.tsx';

/** The conversations on the agents' list, those who need somebody first. */
export function useConversations() {
  const { snapshot } = useTopic('inbox:agent');
  const listed = useMemo(() => (snapshot === null ? [] : entriesOf(snapshot, 'cases')), [snapshot]);
  return { known: snapshot !== null, cases: conversationOrder(useNewest(listed)) };
}
