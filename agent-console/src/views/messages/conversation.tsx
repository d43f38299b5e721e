import { type ComponentProps, lazy, Suspense } from 'react';
import type { ConversationPane as Pane } from './conversation-pane.tsx';

export const fetchConversation = () =>
  import('./conversation-pane.tsx').then(({ ConversationPane }) => ({ default: ConversationPane }));
const Lazy = lazy(fetchConversation);

/** What was written in a case, which the desk comes without over a slow line: a caller has written nothing yet. */
export function Conversation(props: ComponentProps<typeof Pane>) {
  return (
    <Suspense fallback={null}>
      <Lazy {...props} />
    </Suspense>
  );
}
