import { Alert } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type MouseEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { QueryInput, Response } from '../../../../server/contract/api.ts';
import { dayAndTime, wholeNumber } from '../../model/format.ts';
import { useLanguage, useWorkplace } from '../shared/context.tsx';
import { Dialog } from '../shared/dialog.tsx';
import { Pager } from '../shared/pager.tsx';
import { useProblemText } from '../shared/save.tsx';
import tables from '../shared/table.module.css';
import { goTo, hrefOf } from '../shell/route.ts';
import styles from './figures.module.css';
import { useShown } from './shown.ts';
import { useFigureWords } from './words.ts';

type Behind = QueryInput<'behindFigure'>;

/** Of which part of a report, and how that is called. */
export interface Part {
  readonly name: string;
  readonly of: Pick<Behind, 'part' | 'key' | 'at' | 'weekday' | 'hour'>;
}

/** A figure that is looked behind. */
export interface Opened {
  readonly figure: string;
  readonly part: Part;
}

interface Props {
  readonly report: 'calls' | 'heat' | 'cases' | 'open' | 'messages' | 'steps' | 'agents';
  /** What the report was asked for. */
  readonly asked: Omit<Behind, 'figure' | 'part'>;
  readonly opened: Opened;
  readonly close: () => void;
}

/** What a figure counts or is read off, one line for each, with the way to its ticket. */
export function BehindDialog({ report, asked, opened, close }: Props) {
  const words = useFigureWords();
  const language = useLanguage();
  const { t } = useTranslation();
  const { rest } = useWorkplace().desk;
  const problemText = useProblemText();
  const [page, setPage] = useState(1);
  const { figure, part } = opened;
  const query = { ...asked, ...part.of, figure, page };
  const told = useQuery({
    queryKey: ['behind', report, query],
    queryFn: () => rest.call('behindFigure', { params: { report }, query }),
    placeholderData: keepPreviousData,
  });
  const label = words.columns[figure as 'arrived'];
  return (
    <Dialog title={`${label} · ${part.name}`} close={close} size="xl" testId="figures-behind">
      {told.error && (
        <Alert color="red" variant="light" role="alert">
          {problemText(told.error)}
        </Alert>
      )}
      <p role="status" className={styles.muted} data-testid="figures-behind-total">
        {told.data ? words.entries(wholeNumber(told.data.total, language)) : told.error ? '' : t('app.loading')}
      </p>
      {told.data && told.data.total > 0 && <List report={report} told={told.data} figure={figure} label={label} />}
      {told.data && <Pager page={page} pages={Math.ceil(told.data.total / told.data.pageSize)} turn={setPage} />}
    </Dialog>
  );
}

function List({
  report,
  told,
  figure,
  label,
}: Pick<Props, 'report'> & { told: Response<'behindFigure'>; figure: string; label: string }) {
  const words = useFigureWords();
  const language = useLanguage();
  const shown = useShown();
  const measured = told.rows.some(({ value }) => value !== null);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard.
    <section className={styles.scroll} aria-label={label} tabIndex={0}>
      <table className={tables.table}>
        <thead>
          <tr>
            <th scope="col">{words.when}</th>
            <th scope="col">{words.ticket}</th>
            {report === 'steps' && <th scope="col">{words.step}</th>}
            <th scope="col">{words.keys.service}</th>
            <th scope="col">{words.keys.agent}</th>
            {measured && <th scope="col">{figure === 'parts' ? words.columns.parts : words.length}</th>}
          </tr>
        </thead>
        <tbody>
          {told.rows.map(({ at, caseId, ticketNumber, person, service, step, value }, index) => (
            <tr key={`${at} ${caseId} ${String(index)}`} data-testid="figures-behind-row">
              <th scope="row">{dayAndTime(at, told.zone, language)}</th>
              <td>
                {caseId !== null && ticketNumber !== null ? <TicketLink caseId={caseId} number={ticketNumber} /> : '–'}
              </td>
              {report === 'steps' && <td>{step?.[language] ?? '–'}</td>}
              <td>{service?.[language] ?? '–'}</td>
              <td>{person ?? '–'}</td>
              {measured && <td className="tabular">{shown(value, figure === 'parts' ? 'count' : 'ms')}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function TicketLink({ caseId, number }: { caseId: string; number: string }) {
  const route = { page: 'tickets', caseId } as const;
  const open = (event: MouseEvent): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    goTo(route);
  };
  return (
    <a href={hrefOf(route)} onClick={open} data-testid="figures-behind-ticket">
      {number}
    </a>
  );
}
