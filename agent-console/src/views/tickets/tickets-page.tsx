import { Checkbox, Group, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type MouseEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseStatus } from '../../../../server/contract/views.ts';
import { dayAndTime } from '../../model/format.ts';
import { caseStatuses } from '../../wire/contract.ts';
import { useLanguage, useWorkplace } from '../shared/context.tsx';
import { Pager } from '../shared/pager.tsx';
import { useProblemText } from '../shared/save.tsx';
import tables from '../shared/table.module.css';
import { Ticket } from '../shared/ticket.tsx';
import { askedDays, goTo } from '../shell/route.ts';
import { TicketDetail } from './ticket-detail.tsx';
import styles from './tickets.module.css';

export function TicketsPage({ caseId }: { caseId: string | null }) {
  return caseId === null ? <TicketList /> : <TicketDetail caseId={caseId} />;
}

/** They come with this page, and not with the first load. */
const filterWords = {
  id: { from: 'Dari', until: 'Sampai', mine: 'Milik saya saja' },
  en: { from: 'From', until: 'Until', mine: 'Mine alone' },
} as const;

/** Tickets, newest first, to be found by any part of their number, words, or a whole telephone number or NIK. */
function TicketList() {
  const { t } = useTranslation();
  const { rest, office } = useWorkplace().desk;
  const language = useLanguage();
  const problemText = useProblemText();
  const [text, setText] = useState('');
  const [status, setStatus] = useState<CaseStatus | ''>('');
  const [from, setFrom] = useState(() => askedDays().from);
  const [until, setUntil] = useState(() => askedDays().until);
  const [mine, setMine] = useState(false);
  const [page, setPage] = useState(1);
  const filters = filterWords[language];
  const [q] = useDebouncedValue(text.trim(), 250);
  const list = useQuery({
    queryKey: ['cases', q, status, from, until, mine, page],
    queryFn: () =>
      rest.call('listCases', {
        body: {
          ...{ q, page, mine },
          ...(status !== '' && { status }),
          ...(from !== '' && { from }),
          ...(until !== '' && { until }),
        },
      }),
    placeholderData: keepPreviousData,
    refetchInterval: 15_000,
  });
  const cases = list.data?.cases ?? [];
  const total = list.data?.total ?? 0;
  // The size of a page is the server's; the first one tells it.
  const size = useRef(0);
  if (page === 1 && !list.isPlaceholderData) size.current = cases.length;
  const pages = Math.max(page, size.current === 0 ? 1 : Math.ceil(total / size.current));
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
          {t('tickets.total', { count: total })}
        </span>
      </Group>
      <Group mb="md" align="end">
        <TextInput
          label={t('tickets.search')}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setPage(1);
          }}
          maxLength={40}
          w={300}
          data-testid="tickets-search"
        />
        <NativeSelect
          label={t('tickets.status')}
          value={status}
          onChange={(event) => {
            setStatus(event.currentTarget.value as CaseStatus | '');
            setPage(1);
          }}
          data={[
            { value: '', label: t('tickets.allStatuses') },
            ...caseStatuses.map((value) => ({ value, label: t(`status.${value}`) })),
          ]}
        />
        <TextInput
          label={filters.from}
          type="date"
          value={from}
          onChange={(event) => {
            setFrom(event.currentTarget.value);
            setPage(1);
          }}
          data-testid="tickets-from"
        />
        <TextInput
          label={filters.until}
          type="date"
          value={until}
          onChange={(event) => {
            setUntil(event.currentTarget.value);
            setPage(1);
          }}
          data-testid="tickets-until"
        />
        <Checkbox
          label={filters.mine}
          checked={mine}
          onChange={(event) => {
            setMine(event.currentTarget.checked);
            setPage(1);
          }}
          mb={8}
          data-testid="tickets-mine"
        />
      </Group>
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
      <Pager page={page} pages={pages} turn={setPage} />
    </div>
  );
}
