import '@mantine/core/styles/NumberInput.css';
import { NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useLanguage } from '../shared/context.tsx';
import { useFieldText } from '../shared/save.tsx';
import styles from './figures.module.css';
import { useFigureWords } from './words.ts';

const reports = ['calls', 'heat', 'cases', 'open', 'messages', 'steps', 'agents', 'satisfaction', 'ikm'] as const;
const intervals = ['15m', '30m', 'hour', 'day', 'week', 'month'] as const;
const byCase = ['service', 'channel', 'agent', 'official', 'procedure', 'category', 'kind'] as const;
const keysOf = {
  calls: ['service', 'agent', 'procedure', 'queue'],
  heat: [],
  cases: byCase,
  open: byCase,
  messages: ['service', 'channel', 'agent', 'procedure'],
  steps: [],
  agents: [],
  satisfaction: [],
  ikm: [],
} as const;
/** `field:NAME`: by what was chosen in a field of the office's own. */
type Key = (typeof keysOf)['calls' | 'cases'][number] | `field:${string}`;

/** What citizens answered is told of all services, and nobody's answer is opened. */
export const ofCitizens: readonly string[] = ['satisfaction', 'ikm'];
/** They are told of no intervals. */
export const wholeOnly: readonly string[] = ['heat', 'agents', 'open', ...ofCitizens];
const measures = ['arrived', 'inTime', 'ofOffered', 'abandoned', 'answerMedian'] as const;

/** What is asked for. `threshold` in seconds. */
export interface Wanted {
  readonly report: (typeof reports)[number];
  readonly from: string;
  readonly to: string;
  readonly interval: (typeof intervals)[number];
  readonly by: Key;
  readonly threshold: number;
  /** Which figure weekdays and hours are told of. */
  readonly measure: (typeof measures)[number];
  /** Only this service, and how it is called; null: all. */
  readonly service: { readonly id: string; readonly name: string } | null;
}

interface Props {
  readonly wanted: Wanted;
  readonly change: (wanted: Wanted) => void;
  /** By which fields of the office's own tickets can be told apart. */
  readonly fields: readonly { readonly name: string; readonly label: { readonly id: string; readonly en: string } }[];
  /** What the server held against each field. */
  readonly codes: Readonly<Record<string, string>>;
}

/** Which report, of which days, how finely, and told apart by what. */
export function FiguresFilter({ wanted, change, fields, codes }: Props) {
  const language = useLanguage();
  const fieldText = useFieldText();
  const words = useFigureWords();
  const keys: readonly Key[] = keysOf[wanted.report];
  const field = (name: 'report' | 'from' | 'to' | 'interval' | 'by' | 'measure') => ({
    label: words[name],
    value: wanted[name],
    error: fieldText(codes[name]),
    'data-testid': `figures-${name}`,
    onChange: (event: { currentTarget: { value: string } }) => {
      const next = { ...wanted, [name]: event.currentTarget.value } as Wanted;
      const known: readonly Key[] = keysOf[next.report];
      const own = next.by.startsWith('field:') && (next.report === 'cases' || next.report === 'open');
      const by = own || known.includes(next.by) ? next.by : 'service';
      // It is told by service as it is, and not of one alone.
      change({ ...next, by, ...(ofCitizens.includes(next.report) && { service: null }) });
    },
  });
  return (
    <search className={styles.filter} aria-label={words.filter}>
      <NativeSelect {...field('report')} data={reports.map((value) => ({ value, label: words.reports[value] }))} />
      <TextInput {...field('from')} type="date" max={wanted.to} required />
      <TextInput {...field('to')} type="date" min={wanted.from} required />
      {!wholeOnly.includes(wanted.report) && (
        <NativeSelect
          {...field('interval')}
          data={intervals.map((value) => ({ value, label: words.intervals[value] }))}
        />
      )}
      {keys.length > 0 && (
        <NativeSelect
          {...field('by')}
          data={[
            ...keys.map((value) => ({ value: String(value), label: words.keys[value as 'service'] })),
            ...(wanted.report === 'cases' || wanted.report === 'open' ? fields : []).map(({ name, label }) => ({
              ...{ value: `field:${name}`, label: label[language] },
            })),
          ]}
        />
      )}
      {wanted.report === 'heat' && (
        <NativeSelect {...field('measure')} data={measures.map((value) => ({ value, label: words.columns[value] }))} />
      )}
      {(wanted.report === 'calls' || wanted.report === 'heat') && (
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
