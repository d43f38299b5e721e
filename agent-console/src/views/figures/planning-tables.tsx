import type { ReactNode } from 'react';
import type { Response } from '../../../../server/contract/api.ts';
import { clockOf, dayAndTime, decimal, wholeNumber } from '../../model/format.ts';
import { useLanguage } from '../shared/context.tsx';
import tables from '../shared/table.module.css';
import styles from './figures.module.css';
import { useShown } from './shown.ts';
import { useFigureWords } from './words.ts';

type Plan = Response<'planning'>;

/** What the forecast rests on, how far it was off, and each half hour. */
export function PlanningTables({ plan }: { plan: Plan }) {
  const words = useFigureWords().planning;
  const language = useLanguage();
  const shown = useShown();
  const { before, error, replay, intervals, zone } = plan;
  const share = (value: number | null | undefined) => shown(value ?? null, 'share');
  const span = (ms: number | null) => (ms === null ? null : clockOf(ms));
  const needed = (of: Plan['intervals'][number]['needed'], model: 'c' | 'a') =>
    of === null || of[model] === null ? '–' : wholeNumber(of[model], language);
  if (plan.since === null) return <p data-testid="planning-none">{words.none}</p>;
  const { columns } = words;
  return (
    <>
      <p data-testid="planning-basis">{words.basis(span(before.handleMs), span(before.patienceMs))}</p>
      <p data-testid="planning-error">
        {error.weighted === null || error.bias === null
          ? words.noError
          : words.error(wholeNumber(error.intervals, language), share(error.weighted), share(error.bias))}
      </p>
      <Table caption={words.replay} heads={[words.told, words.happened, words.off]} id="planning-replay">
        {(['c', 'a', 'abandoned'] as const).map((of) => (
          <Row
            key={of}
            head={words.models[of]}
            cells={[
              share(replay[of]?.told),
              share(replay[of]?.happened),
              replay[of] === null ? '–' : words.points(decimal(replay[of].off * 100, language)),
            ]}
          />
        ))}
      </Table>
      <Table
        caption={words.intervals}
        id="planning-intervals"
        heads={[
          ...[columns.forecast, columns.neededC, columns.neededA, columns.offered, columns.agents, columns.inTime],
          ...[columns.modelC, columns.modelA],
        ]}
      >
        {intervals.map(({ at, forecast, needed: of, happened, model }) => (
          <Row
            key={at}
            head={dayAndTime(at, zone, language)}
            cells={[
              forecast === null ? '–' : decimal(forecast, language),
              ...[needed(of, 'c'), needed(of, 'a')],
              happened === null ? '–' : wholeNumber(happened.offered, language),
              happened === null ? '–' : decimal(happened.agents, language),
              share(happened === null || happened.offered === 0 ? null : happened.inTime / happened.offered),
              ...[share(model?.c.inTime), share(model?.a?.inTime)],
            ]}
          />
        ))}
      </Table>
    </>
  );
}

interface TableProps {
  readonly caption: string;
  readonly heads: readonly string[];
  readonly id: string;
  readonly children: ReactNode;
}

/** It scrolls by itself where it is wider than the screen, also with the keyboard. */
function Table({ caption, heads, id, children }: TableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard.
    <section className={`${styles.scroll} ${styles.halfHours}`} aria-label={caption} tabIndex={0} data-testid={id}>
      <table className={`${tables.table} ${styles.table}`}>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <td />
            {heads.map((head) => (
              <th scope="col" key={head}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}

function Row({ head, cells }: { head: string; cells: readonly string[] }) {
  return (
    <tr>
      <th scope="row">{head}</th>
      {cells.map((cell, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its column's.
        <td key={at}>{cell}</td>
      ))}
    </tr>
  );
}
