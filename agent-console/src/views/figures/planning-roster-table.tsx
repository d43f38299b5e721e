import { TextInput } from '@mantine/core';
import { type ClipboardEvent, type FocusEvent, type KeyboardEvent, useState } from 'react';
import { clockOf, decimal, hourAndMinute } from '../../model/format.ts';
import { cellsPasted, columnsTyped, type ErlangModel, placed, type RosterColumn } from '../../model/roster.ts';
import { useLanguage } from '../shared/context.tsx';
import tables from '../shared/table.module.css';
import styles from './figures.module.css';
import { useShown } from './shown.ts';
import type { RosterLine } from './use-roster.ts';
import { useFigureWords } from './words.ts';

interface Props {
  readonly lines: readonly RosterLine[];
  readonly zone: string;
  readonly model: ErlangModel;
  /** 0 to 1. */
  readonly share: number;
  readonly type: (
    cells: readonly { readonly row: number; readonly column: RosterColumn; readonly text: string }[],
  ) => void;
}

const steps: Readonly<Record<string, readonly [down: number, right: number]>> = {
  ...{ ArrowUp: [-1, 0], ArrowDown: [1, 0], Enter: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] },
};

const placeOf = (cell: HTMLElement) => ({
  row: Number(cell.dataset.row),
  column: columnsTyped.find((one) => one === cell.dataset.column) ?? 'agents',
});

/** Within a number that is being mended, arrows move among its digits. */
function staysInside({ selectionStart: start, selectionEnd: end, value }: HTMLInputElement, right: number): boolean {
  if (right === 0 || (start === 0 && end === value.length)) return false;
  return start !== end || start !== (right < 0 ? 0 : value.length);
}

function move(event: KeyboardEvent<HTMLTableElement>): void {
  const step = steps[event.key];
  const cell = event.target;
  if (!step || !(cell instanceof HTMLInputElement) || event.altKey || event.ctrlKey || event.metaKey) return;
  const [down, right] = step;
  if (staysInside(cell, right)) return;
  event.preventDefault();
  const { row, column } = placeOf(cell);
  const next = columnsTyped[columnsTyped.indexOf(column) + right];
  event.currentTarget.querySelector<HTMLElement>(`input[data-row="${row + down}"][data-column="${next}"]`)?.focus();
}

const chosen = (event: FocusEvent<HTMLTableElement>): void => {
  if (event.target instanceof HTMLInputElement) event.target.select();
};

/** A day's half hours with what is typed of each, and what it would come to. It scrolls by itself. */
export function RosterTable({ lines, zone, model, share, type }: Props) {
  const words = useFigureWords().planning.roster;
  const language = useLanguage();
  const [pastedNote, setPastedNote] = useState<{ put: number; left: number } | null>(null);
  const paste = (event: ClipboardEvent<HTMLTableElement>): void => {
    const cells = cellsPasted(event.clipboardData.getData('text/plain'));
    if (!cells || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    const { put, left } = placed(cells, placeOf(event.target), lines.length);
    type(put);
    setPastedNote({ put: put.length, left });
  };
  const { heads } = words;
  return (
    <>
      <p role="status" data-testid="roster-pasted">
        {pastedNote && words.pasted(pastedNote.put, pastedNote.left)}
      </p>
      <section className={`${styles.scroll} ${styles.halfHours} ${styles.rosterScroll}`} aria-label={words.caption}>
        <table
          className={`${tables.table} ${styles.table} ${styles.roster}`}
          onKeyDown={move}
          onFocus={chosen}
          onPaste={paste}
          data-testid="planning-roster"
        >
          <caption>{words.caption}</caption>
          <thead>
            <tr>
              <td />
              {[heads.calls, heads.agents, heads.needed, heads.inTime, heads.wait, heads.abandoned, heads.busy].map(
                (head) => (
                  <th scope="col" key={head}>
                    {head}
                  </th>
                ),
              )}
              <th scope="col">{heads.goal}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line, row) => {
              const time = hourAndMinute(line.at, zone, language);
              return (
                <tr key={line.at} data-testid="roster-row">
                  <th scope="row">{time}</th>
                  {columnsTyped.map((column) => (
                    <td key={column}>
                      <TextInput
                        size="xs"
                        className={styles.typed}
                        inputMode="decimal"
                        autoComplete="off"
                        aria-label={`${heads[column]} ${time}`}
                        value={line.text[column]}
                        error={line.value[column] === null}
                        onChange={(event) => type([{ row, column, text: event.currentTarget.value }])}
                        data-row={row}
                        data-column={column}
                      />
                    </td>
                  ))}
                  <Outcome line={line} model={model} share={share} />
                </tr>
              );
            })}
          </tbody>
        </table>
      </section>
    </>
  );
}

/** What a half hour would come to; what misses the goal says so, and by how many agents. */
function Outcome({ line, model, share }: { line: RosterLine; model: ErlangModel; share: number }) {
  const words = useFigureWords().planning;
  const language = useLanguage();
  const shown = useShown();
  const { calls, agents } = line.value;
  if (calls === null || agents === null) return <td colSpan={6}>{words.roster.noNumber}</td>;
  const of = line.told?.[model];
  if (!line.told || !of || calls === 0)
    return Array.from({ length: 6 }, (_, at) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its column's.
      <td key={at}>–</td>
    ));
  const needed = line.told.needed[model];
  const missed = of.inTime < share;
  const lacking = needed === null ? words.tooMany : decimal(needed - agents, language, 2);
  return (
    <>
      <td data-column="needed">{needed === null ? words.tooMany : shown(needed, 'count')}</td>
      <td data-column="inTime">{shown(of.inTime, 'share')}</td>
      <td>{of.waitSeconds === null ? words.roster.endless : clockOf(Math.round(of.waitSeconds * 1_000))}</td>
      <td>{model === 'a' && line.told.a ? shown(line.told.a.abandoned, 'share') : '–'}</td>
      <td>{shown(of.occupancy, 'share')}</td>
      <td data-column="goal">{missed ? <strong>{words.roster.lacking(lacking)}</strong> : words.roster.reached}</td>
    </>
  );
}
