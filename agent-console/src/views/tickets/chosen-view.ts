import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { CaseView } from '../../../../server/contract/case-views.ts';
import { useWorkplace } from '../shared/context.tsx';
import { allTickets, type TicketSearch } from './tickets-filter.tsx';

const key = ['case-views'];
/** Until somebody is told that a colleague took away what they look at. */
const freshMs = 60_000;

const asked = (): string => new URLSearchParams(location.search).get('view') ?? '';

/**
 * Saved views, and the chosen one, which stands in the address: going back to the list finds it again, and it can be
 * bookmarked and sent to colleagues.
 * @param open lists what a view says
 */
export function useChosenView(open: (search: TicketSearch) => void) {
  const { rest } = useWorkplace().desk;
  const queries = useQueryClient();
  const [viewId, setViewId] = useState(asked);
  const found = useQuery({
    queryKey: key,
    queryFn: () => rest.call('caseViews', {}),
    refetchInterval: freshMs,
  });
  const views = found.data?.views ?? [];
  const chosen = views.find((view) => view.viewId === viewId);
  // Its name is said when it is there no more.
  const name = useRef<string | null>(null);
  if (chosen !== undefined) name.current = chosen.name;
  const waits = useRef(viewId !== '');
  useEffect(() => {
    if (!waits.current || (chosen === undefined && !found.isFetchedAfterMount)) return;
    waits.current = false;
    if (chosen !== undefined) open(searchOf(chosen));
  });
  return {
    found,
    views,
    chosen,
    viewId,
    /** Its name, perhaps null, where the chosen one is there no more; it was deleted, or is shared no more. */
    lost: viewId !== '' && found.isSuccess && !found.isFetching && chosen === undefined ? { name: name.current } : null,
    choose: (id: string): void => {
      name.current = null;
      setViewId(id);
      history.replaceState(null, '', id === '' ? '/tickets' : `/tickets?view=${id}`);
    },
    refresh: () => queries.invalidateQueries({ queryKey: key }),
  };
}

/** What a view lists, as the fields of the list hold it. */
export const searchOf = ({ filter: { q, mine, ...rest } }: CaseView): TicketSearch => ({
  ...allTickets,
  ...(Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)) as Partial<TicketSearch>),
  ...(q !== undefined && { text: q }),
  ...(mine !== undefined && { mine }),
});
