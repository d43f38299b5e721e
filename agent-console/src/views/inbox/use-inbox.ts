import { useMemo } from 'react';
import type { AlertCard } from '../../../../server/contract/alerts.ts';
import { entriesOf } from '../../../../server/contract/live.ts';
import type { CaseCard } from '../../../../server/contract/views.ts';
import { uniqueAlerts } from '../../model/alerts.ts';
import { inboxOf, inboxOrder, inboxTopics } from '../../model/inbox.ts';
import { type Work, worksOf } from '../../model/missed.ts';
import { useNewest, useTopic, useWorkplace } from '../shared/context.tsx';
import type { Desk } from '../shared/use-desk.ts';

/** What waits for this person besides the calls on their desk. */
export interface Inbox {
  /** False until the first snapshots. */
  readonly known: boolean;
  /** The most urgent first. */
  readonly works: readonly Work[];
  /** Those of them that are cases. */
  readonly cases: readonly CaseCard[];
  /** With those of the person's own desk. */
  readonly alerts: readonly AlertCard[];
}

export function useInbox(desk: Desk): Inbox {
  const { me } = useWorkplace().desk;
  const own = `desk:${me.userId}`;
  const [first = own, second = first, third = first] = inboxTopics(me);
  const [one, two, three] = [useTopic(first).snapshot, useTopic(second).snapshot, useTopic(third).snapshot];
  const shown = useMemo(() => [...new Set([one, two, three])].flatMap((snapshot) => snapshot ?? []), [one, two, three]);
  const listed = useMemo(() => shown.flatMap((snapshot) => entriesOf(snapshot, 'cases')), [shown]);
  const newest = useNewest(listed);
  const cases = inboxOrder(inboxOf([...newest, ...desk.cases], me));
  const missed = shown.flatMap((snapshot) => entriesOf(snapshot, 'missed'));
  return {
    known: one !== null && two !== null && three !== null,
    works: worksOf(cases, missed),
    cases,
    alerts: uniqueAlerts([...shown.flatMap((snapshot) => entriesOf(snapshot, 'alerts')), ...desk.alerts]),
  };
}
