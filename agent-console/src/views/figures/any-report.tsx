import { type MouseEvent, useState } from 'react';
import {
  agentColumns,
  type Column,
  callColumns,
  caseColumns,
  messageColumns,
  openColumns,
  stepColumns,
} from '../../../../server/contract/figure-columns.ts';
import { daysOf } from '../../model/figures.ts';
import { dayAndTime } from '../../model/format.ts';
import { useLanguage, useWorkplace } from '../shared/context.tsx';
import { followHref, pagesOf, ticketsOf } from '../shell/route.ts';
import { askedOf, type Told, useAsk } from './ask.ts';
import { BehindDialog, type Opened } from './behind-dialog.tsx';
import { ChartPart } from './chart-part.tsx';
import styles from './figures.module.css';
import type { Wanted } from './figures-filter.tsx';
import { FiguresTable, type Row } from './figures-table.tsx';
import { HeatReport } from './heat-report.tsx';
import { IkmReport } from './ikm-report.tsx';
import { SatisfactionReport } from './satisfaction-report.tsx';
import { useFigureWords } from './words.ts';

interface ReportOf<Figures> {
  readonly zone: string;
  readonly whole: Figures;
  readonly before: Figures;
  readonly byKey: readonly {
    readonly key: string | null;
    readonly label: { readonly id: string; readonly en: string } | null;
    readonly figures: Figures;
  }[];
  readonly byInterval: readonly { readonly at: number; readonly figures: Figures | null }[];
  readonly untold: number;
  readonly fields?: readonly { readonly name: string; readonly label: { readonly id: string; readonly en: string } }[];
}

interface Props {
  readonly wanted: Wanted;
  readonly change: (wanted: Wanted) => void;
}

/** The report that was asked for, as two tables: what it is made of, and how it went. */
export function AnyReport({ told, ...props }: Props & { told: Told }) {
  const [opened, setOpened] = useState<Opened | null>(null);
  return (
    <>
      <Report {...props} told={told} open={setOpened} />
      {opened && told.of !== 'satisfaction' && told.of !== 'ikm' && (
        <BehindDialog report={told.of} asked={askedOf(props.wanted)} opened={opened} close={() => setOpened(null)} />
      )}
    </>
  );
}

interface Openable extends Props {
  readonly open: (opened: Opened) => void;
}

function Report({ told, ...rest }: Openable & { told: Told }) {
  switch (told.of) {
    case 'calls':
      return <Tables {...rest} report={told.report} columns={callColumns} />;
    case 'heat':
      return <HeatReport report={told.report} measure={rest.wanted.measure} open={rest.open} />;
    case 'cases':
      return <Tables {...rest} report={told.report} columns={caseColumns} />;
    case 'open':
      return <Tables {...rest} report={told.report} columns={openColumns} />;
    case 'messages':
      return <Tables {...rest} report={told.report} columns={messageColumns} />;
    case 'steps':
      return <Tables {...rest} report={told.report} columns={stepColumns} />;
    case 'agents':
      return <Tables {...rest} report={told.report} columns={agentColumns} />;
    case 'ikm':
      return <IkmReport report={told.report} />;
    case 'satisfaction':
      return <SatisfactionReport report={told.report} wanted={rest.wanted} />;
  }
}

function Tables<Figures>({
  report,
  columns,
  wanted,
  change,
  open,
}: Openable & { report: ReportOf<Figures>; columns: readonly Column<Figures>[] }) {
  const words = useFigureWords();
  const language = useLanguage();
  const ask = useAsk();
  const { whole, before, byKey, byInterval, zone } = report;
  const nameOf = (key: string | null, label: ReportOf<Figures>['byKey'][number]['label']) =>
    label?.[language] ?? key ?? words.nobody;
  const leads = ['calls', 'cases', 'open', 'messages'].includes(wanted.report) && wanted.by === 'service';
  const sums: Row<Figures>[] = [
    {
      key: 'whole',
      head: words.whole,
      figures: whole,
      strong: true,
      part: { name: words.whole, of: { part: 'whole' } },
    },
    { key: 'before', head: words.before, figures: before, part: { name: words.before, of: { part: 'before' } } },
  ];
  const keyed = byKey.map(({ key, label, figures }): Row<Figures> => {
    const name = nameOf(key, label);
    const only = () => change({ ...wanted, service: { id: key ?? '', name }, by: 'agent' });
    const head = leads && key !== null ? <Only key={key} name={name} show={only} /> : name;
    const part = { name, of: { part: 'key' as const, ...(key !== null && { key }) } };
    return { key: key ?? 'nobody', head, figures, part };
  });
  const timed = byInterval.map(({ at, figures }, index): Row<Figures> => {
    const { from, until } = daysOf(at, byInterval[index + 1]?.at ?? null, { to: wanted.to, zone });
    const fine = ['15m', '30m', 'hour'].includes(wanted.interval);
    const name = fine ? dayAndTime(at, zone, language) : from === until ? from : `${from} – ${until}`;
    const part = { name, of: { part: 'interval' as const, at } };
    return { key: String(at), head: <TicketsLink from={from} until={until} name={name} />, figures, part };
  });
  const intervals = timed.map(({ part, figures }) => ({ name: part?.name ?? '', figures }));
  const keys = keyed.map(({ part, figures }) => ({ name: part?.name ?? '', figures }));
  const pastReport = (told: Told) => told.report as unknown as ReportOf<Figures>;
  const chart = { wanted, ask, columns };
  const leading = leadingKey(wanted);
  const own = report.fields?.find(({ name }) => leading === `field:${name}`);
  const apart =
    wanted.report === 'steps'
      ? words.byStep
      : words.byKey(own?.label[language] ?? words.keys[leading as 'service'] ?? '');
  return (
    <>
      {byKey.length === 0 && <p data-testid="figures-none">{words.nothing}</p>}
      <FiguresTable id="figures-by-key" caption={apart} columns={columns} rows={[...sums, ...keyed]} open={open} />
      {wanted.report === 'agents' || wanted.report === 'open' ? (
        // How agents stood, and what was open at the end, is told of the period as a whole: they stand side by side.
        keys.length > 0 && (
          <ChartPart
            key={wanted.report}
            {...chart}
            points={keys}
            past={(told) => {
              const then = pastReport(told).byKey;
              return byKey.map(({ key }) => then.find((one) => one.key === key)?.figures ?? null);
            }}
            bars
          />
        )
      ) : (
        <>
          <ChartPart
            key={wanted.report}
            {...chart}
            points={intervals}
            past={(told) => pastReport(told).byInterval.map((one) => one.figures)}
          />
          <FiguresTable
            id="figures-by-interval"
            caption={words.byInterval(words.intervals[wanted.interval])}
            columns={columns}
            rows={timed}
            open={open}
          />
        </>
      )}
    </>
  );
}

const leadingKey = ({ report, by }: Wanted) => (report === 'agents' ? 'agent' : by);

/** The same figures of this one alone. */
function Only({ name, show }: { name: string; show: () => void }) {
  const words = useFigureWords();
  return (
    <button
      type="button"
      className={styles.link}
      onClick={show}
      title={words.showOnly(name)}
      data-testid="figures-only"
    >
      {name}
    </button>
  );
}

/** What a figure is made of: the tickets of its days. Analysts read figures and no tickets. */
function TicketsLink({ from, until, name }: { from: string; until: string; name: string }) {
  const words = useFigureWords();
  const { role } = useWorkplace().desk.me;
  if (!pagesOf(role, false).includes('tickets')) return name;
  const href = ticketsOf(from, until);
  const follow = (event: MouseEvent): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    followHref(href);
  };
  return (
    <a href={href} onClick={follow} title={words.tickets(name)}>
      {name}
    </a>
  );
}
