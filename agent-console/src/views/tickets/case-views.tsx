import { Alert, Button, Group, NativeSelect } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { CaseView } from '../../../../server/contract/case-views.ts';
import { useWorkplace } from '../shared/context.tsx';
import { useProblemText } from '../shared/save.tsx';
import styles from './tickets.module.css';
import { allTickets, type TicketSearch } from './tickets-filter.tsx';
import { ViewDialog } from './view-dialog.tsx';
import { useViewWords } from './views-words.ts';

const key = ['case-views'];

interface Props {
  readonly search: TicketSearch;
  /** Lists what a view says. */
  readonly open: (search: TicketSearch) => void;
}

/** Filters that were saved under a name: opened, kept, changed, deleted. */
export function CaseViews({ search, open }: Props) {
  const words = useViewWords();
  const problemText = useProblemText();
  const { rest } = useWorkplace().desk;
  const queries = useQueryClient();
  const [viewId, setViewId] = useState('');
  const [asking, setAsking] = useState<'new' | 'change' | null>(null);
  const [said, setSaid] = useState('');
  const found = useQuery({ queryKey: key, queryFn: () => rest.call('caseViews', {}) });
  const views = found.data?.views ?? [];
  const chosen = views.find((view) => view.viewId === viewId);
  const remove = useMutation({
    mutationFn: (view: CaseView) => rest.call('deleteCaseView', { params: { viewId: view.viewId } }),
    onSuccess: async (_, { name }) => {
      setViewId('');
      setSaid(words.deleted(name));
      await queries.invalidateQueries({ queryKey: key });
    },
    gcTime: 0,
  });
  const choose = (id: string): void => {
    setViewId(id);
    setSaid('');
    const view = views.find((one) => one.viewId === id);
    open(view ? searchOf(view) : allTickets);
  };
  const fault = found.error ?? remove.error;
  const option = (view: CaseView) => ({
    value: view.viewId,
    label: view.mine || view.ownerName === null ? view.name : words.by(view.name, view.ownerName),
  });
  return (
    <section aria-label={words.views} data-testid="case-views" data-loaded={found.isSuccess}>
      <Group mb="xs" align="end">
        <NativeSelect
          label={words.views}
          value={viewId}
          onChange={(event) => choose(event.currentTarget.value)}
          data={[
            { value: '', label: words.none },
            ...[
              { group: words.own, items: views.filter(({ mine }) => mine).map(option) },
              { group: words.shared, items: views.filter(({ mine }) => !mine).map(option) },
            ].filter(({ items }) => items.length > 0),
          ]}
          flex="1 1 220px"
          maw={430}
          data-testid="view-choose"
        />
        <Button variant="default" onClick={() => setAsking('new')} data-testid="view-save">
          {words.save}
        </Button>
        {chosen?.mine && (
          <>
            <Button variant="default" onClick={() => setAsking('change')} data-testid="view-change">
              {words.change}
            </Button>
            <Button
              variant="default"
              loading={remove.isPending}
              onClick={() => remove.mutate(chosen)}
              data-testid="view-delete"
            >
              {words.delete}
            </Button>
          </>
        )}
      </Group>
      <p className={styles.muted} role="status" data-testid="view-said">
        {said}
      </p>
      {fault !== null && <p role="alert">{problemText(fault)}</p>}
      {chosen !== undefined && chosen.gone.length > 0 && <Gone view={chosen} />}
      {asking !== null && (
        <ViewDialog
          view={asking === 'change' ? (chosen ?? null) : null}
          search={search}
          mayShare={found.data?.mayShare ?? false}
          close={() => setAsking(null)}
          done={async (view, anew) => {
            setAsking(null);
            setSaid(words.saved(view.name));
            await queries.invalidateQueries({ queryKey: key });
            setViewId(view.viewId);
            if (!anew) open(searchOf(view));
          }}
        />
      )}
    </section>
  );
}

/** What was saved and is not there any more is said for as long as the view is open. */
function Gone({ view }: { view: CaseView }) {
  const words = useViewWords();
  return (
    <Alert color="yellow" role="alert" mb="sm" data-testid="view-gone">
      {words.gone}{' '}
      <strong>
        {view.gone.map(({ filter, value }) => `${words.filters[filter] ?? filter}: ${value}`).join(' · ')}
      </strong>
    </Alert>
  );
}

const searchOf = ({ filter: { q, status, serviceId, from, until, mine } }: CaseView): TicketSearch => ({
  ...allTickets,
  ...(q !== undefined && { text: q }),
  ...(status !== undefined && { status }),
  ...(serviceId !== undefined && { serviceId }),
  ...(from !== undefined && { from }),
  ...(until !== undefined && { until }),
  ...(mine !== undefined && { mine }),
});
