import '@mantine/core/styles/NumberInput.css';
import { NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useFieldText } from '../shared/save.tsx';
import styles from './figures.module.css';
import { useFigureWords } from './words.ts';

const reports = ['calls', 'cases', 'steps', 'agents', 'satisfaction'] as const;
const intervals = ['15m', '30m', 'hour', 'day', 'week', 'month'] as const;
const keysOf = {
  calls: ['service', 'agent', 'procedure', 'queue'],
  cases: ['service', 'channel', 'agent', 'procedure', 'category', 'kind'],
  steps: [],
  agents: [],
  satisfaction: [],
} as const;
type Key = (typeof keysOf)['calls' | 'cases'][number];

/** What is asked for. `threshold` in seconds. */
export interface Wanted {
  readonly report: (typeof reports)[number];
  readonly from: string;
  readonly to: string;
  readonly interval: (typeof intervals)[number];
  readonly by: Key;
  readonly threshold: number;
  /** Only this service, and how it is called; null: all. */
  readonly service: { readonly id: string; readonly name: string } | null;
}

interface Props {
  readonly wanted: Wanted;
  readonly change: (wanted: Wanted) => void;
  /** What the server held against each field. */
  readonly codes: Readonly<Record<string, string>>;
}

/** Which report, of which days, how finely, and told apart by what. */
export function FiguresFilter({ wanted, change, codes }: Props) {
  const fieldText = useFieldText();
  const words = useFigureWords();
  const keys: readonly Key[] = keysOf[wanted.report];
  const field = (name: 'report' | 'from' | 'to' | 'interval' | 'by') => ({
    label: words[name],
    value: wanted[name],
    error: fieldText(codes[name]),
    'data-testid': `figures-${name}`,
    onChange: (event: { currentTarget: { value: string } }) => {
      const next = { ...wanted, [name]: event.currentTarget.value } as Wanted;
      const known: readonly Key[] = keysOf[next.report];
      const by = known.includes(next.by) ? next.by : 'service';
      // It is told by service as it is, and not of one alone.
      change({ ...next, by, ...(next.report === 'satisfaction' && { service: null }) });
    },
  });
  return (
    <search className={styles.filter} aria-label={words.filter}>
      <NativeSelect {...field('report')} data={reports.map((value) => ({ value, label: words.reports[value] }))} />
      <TextInput {...field('from')} type="date" max={wanted.to} required />
      <TextInput {...field('to')} type="date" min={wanted.from} required />
      {wanted.report !== 'agents' && wanted.report !== 'satisfaction' && (
        <NativeSelect
          {...field('interval')}
          data={intervals.map((value) => ({ value, label: words.intervals[value] }))}
        />
      )}
      {keys.length > 0 && (
        <NativeSelect {...field('by')} data={keys.map((value) => ({ value, label: words.keys[value] }))} />
      )}
      {wanted.report === 'calls' && (
        <NumberInput
          label={words.threshold}
          value={wanted.threshold}
          min={0}
          max={3_600}
          clampBehavior="strict"
          onChange={(value) => change({ ...wanted, threshold: Number(value) })}
          data-testid="figures-threshold"
        />
      )}
    </search>
  );
}
