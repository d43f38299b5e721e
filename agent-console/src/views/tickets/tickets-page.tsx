import { Group } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type MouseEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dayAndTime } from '../../model/format.ts';
import { useLanguage, useWorkplace } from '../shared/context.tsx';
import { Pager } from '../shared/pager.tsx';
import { useProblemText } from '../shared/save.tsx';
import tables from '../shared/table.module.css';
import { Ticket } from '../shared/ticket.tsx';
import { askedDays, goTo } from '../shell/route.ts';
import { CaseViews } from './case-views.tsx';
import { TicketDetail } from './ticket-detail.tsx';
import styles from './tickets.module.css';
import { allTickets, filterOf, type TicketSearch, TicketsFilter } from './tickets-filter.tsx';

/** The server turns no further. */
const lastPage = 1000;

export function TicketsPage({ caseId }: { caseId: string | null }) {
  return caseId === null ? <TicketList /> : <TicketDetail caseId={caseId} />;
}

/** Tickets, newest first, to be found by any part of their number, words, or a whole telephone number or NIK. */
function TicketList() {
  const { t } = useTranslation();
  const { rest, office } = useWorkplace().desk;
  const language = useLanguage();
  const problemText = useProblemText();
  const [search, setSearch] = useState(() => ({ ...allTickets, ...askedDays() }));
  const [page, setPage] = useState(1);
  const [text] = useDebouncedValue(search.text.trim(), 250);
  const list = useQuery({
    queryKey: ['cases', filterOf({ ...search, text }), page],
    queryFn: () =>
      rest.call('listCases', {
        body: {
          ...filterOf({ ...search, text }),
          page,
        },
      }),
    placeholderData: keepPreviousData,
    refetchInterval: 15_000,
  });
  const cases = list.data?.cases ?? [];
  const { total = 0, more = false } = list.data ?? {};
  // The size of a page is the server's; the first one tells it.
  const size = useRef(0);
  if (page === 1 && !list.isPlaceholderData) size.current = cases.length;
  const pages = Math.max(page, size.current === 0 ? 1 : Math.ceil(total / size.current));
  const change = (changed: TicketSearch): void => {
    setSearch(changed);
    setPage(1);
  };
  const open = (event: MouseEvent, caseId: string): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    goTo({ page: 'tickets', caseId });
  };
  return (
    <div className={styles.page}>
      <Group justify="space-between" mb="md">
        <h1>{t('tickets.title')}</h1>
        <span className={styles.muted} role="status">
          {t(more ? 'tickets.moreThan' : 'tickets.total', { count: total })}
        </span>
      </Group>
      <CaseViews search={search} open={change} />
      <TicketsFilter search={search} change={change} />
      {list.isError && <p role="alert">{problemText(list.error)}</p>}
      {list.isSuccess && cases.length === 0 && <p className={styles.muted}>{t('tickets.none')}</p>}
      {cases.length > 0 && (
        <table className={`${tables.table} ${tables.cards} ${styles.table}`}>
          <thead>
            <tr>
              <th scope="col">{t('case.ticket')}</th>
              <th scope="col">{t('tickets.status')}</th>
              <th scope="col">{t('tickets.kind')}</th>
              <th scope="col">{t('tickets.category')}</th>
              <th scope="col">{t('tickets.agent')}</th>
              <th scope="col">{t('tickets.opened')}</th>
            </tr>
          </thead>
          <tbody>
            {cases.map((item) => (
              <tr key={item.caseId} data-testid="ticket-row" data-status={item.status}>
                <td>
                  <a href={`/tickets/${item.caseId}`} onClick={(event) => open(event, item.caseId)}>
                    <Ticket number={item.ticketNumber} size="text" />
                  </a>
                </td>
                <td>{t(`status.${item.status}`)}</td>
                <td>{item.kind.name[language]}</td>
                <td>{item.category?.name[language] ?? '–'}</td>
                <td>{item.agentName ?? '–'}</td>
                <td className="tabular">{dayAndTime(item.openedAt, office.timeZone, language)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Pager page={page} pages={pages} more={more && page < lastPage} turn={setPage} />
    </div>
  );
}
