import { Alert, Button, Group, NativeSelect } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { CaseView } from '../../../../server/contract/case-views.ts';
import { useWorkplace } from '../shared/context.tsx';
import { useProblemText } from '../shared/save.tsx';
import { searchOf, useChosenView } from './chosen-view.ts';
import styles from './tickets.module.css';
import { allTickets, type TicketSearch } from './tickets-filter.tsx';
import { ViewDialog } from './view-dialog.tsx';
import { useViewWords } from './views-words.ts';

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
  const chooser = useRef<HTMLSelectElement>(null);
  const [asking, setAsking] = useState<'new' | 'change' | null>(null);
  const [said, setSaid] = useState('');
  const { found, views, chosen, viewId, lost, choose, refresh } = useChosenView(open);
  const remove = useMutation({
    mutationFn: (view: CaseView) => rest.call('deleteCaseView', { params: { viewId: view.viewId } }),
    onSuccess: (_, { name }) => {
      choose('');
      setSaid(words.deleted(name));
      chooser.current?.focus();
    },
    // Where it was deleted meanwhile, that is what is said.
    onSettled: refresh,
    gcTime: 0,
  });
  const pick = (id: string): void => {
    choose(id);
    setSaid('');
    remove.reset();
    const view = views.find((one) => one.viewId === id);
    open(view ? searchOf(view) : allTickets);
  };
  const fault = found.error ?? (lost === null ? remove.error : null);
  const option = (view: CaseView) => ({
    value: view.viewId,
    label: view.mine || view.ownerName === null ? view.name : words.by(view.name, view.ownerName),
  });
  return (
    <section aria-label={words.views} data-testid="case-views" data-loaded={found.isSuccess}>
      <Group mb="xs" align="end">
        <NativeSelect
          ref={chooser}
          label={words.views}
          value={chosen?.viewId ?? ''}
          onChange={(event) => pick(event.currentTarget.value)}
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
        {chosen?.mayChange && (
          <>
            <Button variant="default" onClick={() => setAsking('change')} data-testid="view-change">
              {words.change}
            </Button>
            <DeleteButton
              key={chosen.viewId}
              view={chosen}
              busy={remove.isPending}
              remove={() => remove.mutate(chosen)}
            />
          </>
        )}
      </Group>
      <p className={`${styles.muted} ${styles.said}`} role="status" data-testid="view-said">
        {said}
      </p>
      {fault !== null && <p role="alert">{problemText(fault)}</p>}
      {lost !== null && (
        <Alert color="yellow" role="alert" mb="sm" data-testid="view-lost">
          <p>{lost.name === null ? words.lostAddress : words.lost(lost.name)}</p>
          <Button variant="default" size="compact-sm" mt="xs" onClick={() => choose('')}>
            {words.understood}
          </Button>
        </Alert>
      )}
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
            await refresh();
            if (view.viewId !== viewId) choose(view.viewId);
            if (!anew) open(searchOf(view));
          }}
        />
      )}
    </section>
  );
}

interface DeleteProps {
  readonly view: CaseView;
  readonly busy: boolean;
  readonly remove: () => void;
}

/** Asks once more, and says whom it is taken from. */
function DeleteButton({ view, busy, remove }: DeleteProps) {
  const words = useViewWords();
  const [sure, setSure] = useState(false);
  const label = sure ? (view.shared ? words.deleteShared : words.deleteSure) : words.delete;
  return (
    <Button
      variant={sure ? 'filled' : 'default'}
      color={sure ? 'red' : undefined}
      loading={busy}
      onClick={() => {
        if (sure) remove();
        setSure(!sure);
      }}
      onBlur={() => setSure(false)}
      aria-label={`${label}: ${view.name}`}
      data-testid="view-delete"
      data-sure={sure}
    >
      {label}
    </Button>
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
