import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { lastWeek } from '../../model/figures.ts';
import { wallClock } from '../../wire/clock.ts';
import { useWorkplace } from '../shared/context.tsx';
import { useProblemText } from '../shared/save.tsx';
import { saveFile } from '../shared/save-file.ts';
import tables from '../shared/table.module.css';
import styles from './archive.module.css';
import { BundleButtons } from './bundle-buttons.tsx';
import { DestructionSection } from './destruction-section.tsx';
import { GoneWords } from './gone-words.tsx';
import { Registers } from './registers.tsx';
import { useArchiveWords } from './words.ts';

/** The office's registers, and the bundles of what is over. */
export function ArchivePage() {
  const say = useArchiveWords();
  return (
    <div className={styles.page}>
      <h1>{say('page')}</h1>
      <Registers />
      <Bundles />
      <DestructionSection />
    </div>
  );
}

function Bundles() {
  const { rest, office } = useWorkplace().desk;
  const problemText = useProblemText();
  const say = useArchiveWords();
  const [chosen, setYear] = useState<number | null>(null);
  const [ticket, setTicket] = useState('');
  const [typed] = useDebouncedValue(ticket.trim(), 300);
  const year = chosen ?? Number(lastWeek(wallClock(), office.timeZone).to.slice(0, 4));
  const found = useQuery({
    queryKey: ['archive', year, typed],
    queryFn: () => rest.call('archive', { query: { year, ticket: typed } }),
    placeholderData: keepPreviousData,
  });
  const exporting = useMutation({
    mutationFn: async () => saveFile(await rest.blob('exportArchive', { params: { year } }), `arsip-${year}.tar`),
  });
  const { years = [], bundles = [] } = found.data ?? {};
  const offered = [...new Set([year, ...years.map((one) => one.year)])].sort((a, b) => b - a);
  const fault = found.error ?? exporting.error;
  return (
    <section data-testid="archive">
      <h2>{say('title')}</h2>
      <div className={styles.filter}>
        <NativeSelect
          label={say('year')}
          value={String(year)}
          onChange={(event) => setYear(Number(event.currentTarget.value))}
          data={offered.map((one) => {
            const count = years.find((of) => of.year === one)?.bundles ?? 0;
            return { value: String(one), label: `${one} (${count})` };
          })}
          data-testid="archive-year"
        />
        <TextInput
          label={say('ticket')}
          value={ticket}
          maxLength={40}
          onChange={(event) => setTicket(event.currentTarget.value)}
          data-testid="archive-ticket"
        />
        <Button
          variant="default"
          loading={exporting.isPending}
          disabled={!years.some((one) => one.year === year)}
          onClick={() => exporting.mutate()}
          data-testid="archive-export"
        >
          {say('export')}
        </Button>
      </div>
      {fault !== null && <p role="alert">{problemText(fault)}</p>}
      {found.isSuccess && bundles.length === 0 && (
        <p className={styles.muted}>{say(typed === '' ? 'none' : 'nothing')}</p>
      )}
      {bundles.length > 0 && (
        <table className={`${tables.table} ${tables.cards}`}>
          <thead>
            <tr>
              <th scope="col">{say('ticket')}</th>
              <th scope="col">{say('closedOn')}</th>
              <th scope="col">{say('code')}</th>
              <th scope="col">{say('kept')}</th>
              <th scope="col">
                <span className="visually-hidden">{say('take')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {bundles.map((bundle) => (
              <tr key={bundle.caseId} data-testid="bundle">
                <th scope="row" className={styles.whole}>
                  {bundle.ticketNumber}
                </th>
                <td className={styles.whole}>{bundle.closedOn}</td>
                <td>
                  {bundle.code} {bundle.title}
                </td>
                <td>
                  {bundle.overOn ?? ''} {say(bundle.fate)}
                </td>
                <td>{bundle.goneAt === null ? <BundleButtons bundle={bundle} /> : <GoneWords bundle={bundle} />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
