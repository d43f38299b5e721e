import { ms, percentile, table, times } from '../support/figures.ts';
import type { Ring } from './calls.ts';

export interface Measured {
  readonly rate: number;
  /** `registered`: the dialplan had got the number before; `unregistered`: the server was away then. */
  readonly how: 'registered' | 'unregistered';
  /** Microseconds of the server's processor a call, with whatever else it does in that time; null: not known. */
  readonly cpu: number | null;
  readonly ours: readonly Ring[];
  readonly floor: readonly Ring[];
}

const goals = { p50: 2.5, p99: 5 };

const spans = (rings: readonly Ring[], moment: 'shownAt' | 'numberedAt'): number[] =>
  rings.flatMap((ring) => (ring[moment] === null ? [] : [ring[moment] - ring.writtenAt]));

/**
 * The tables, and in words whatever was not as it must be.
 * @param doubled calls with more than one ticket.
 */
export function report(measured: readonly Measured[], doubled: number, setting: string): string {
  const registered = measured.filter(({ how }) => how === 'registered');
  const unregistered = measured.filter(({ how }) => how === 'unregistered');
  const faults = [...measured.flatMap(faultsOf), ...(doubled > 0 ? [`${doubled} calls got two tickets`] : [])];
  return [
    "\n## Screen pop: ms from the ring's bytes on the manager's socket to the browser's end of the live socket",
    setting,
    '\nThe number was given before the ring, over HTTP (as always when the server is there):',
    table(
      ['calls/s', 'pops', 'floor p50', 'ours p50', 'ratio', 'floor p99', 'ours p99', 'ratio', 'goals', 'CPU ms a call'],
      registered.map(row),
    ),
    '\nThe server was away when the caller arrived: pop without the number, then with it:',
    table(
      [
        'calls/s',
        'pops',
        'floor p50',
        'shown p50',
        'numbered p50',
        'floor p99',
        'shown p99',
        'numbered p99',
        'ratios of numbered',
        'CPU ms a call',
      ],
      unregistered.map(hardRow),
    ),
    faults.length === 0
      ? '\nEvery pop came, every number shown stood in PostgreSQL when looked up, every caller was recognised, every call had one ticket.'
      : `\nFAILED: ${faults.join('; ')}`,
  ].join('\n');
}

function row({ rate, cpu, ours, floor }: Measured): string[] {
  // A pop counts when its number is shown.
  const [mine, least] = [spans(ours, 'numberedAt'), spans(floor, 'shownAt')];
  const half = percentile(mine, 0.5) / percentile(least, 0.5);
  const most = percentile(mine, 0.99) / percentile(least, 0.99);
  const met = half <= goals.p50 && most <= goals.p99;
  return [
    String(rate),
    String(mine.length),
    ...[ms(percentile(least, 0.5)), ms(percentile(mine, 0.5)), times(half)],
    ...[ms(percentile(least, 0.99)), ms(percentile(mine, 0.99)), times(most)],
    met ? 'met' : 'MISSED',
    processor(cpu),
  ];
}

function hardRow({ rate, cpu, ours, floor }: Measured): string[] {
  const [shown, numbered, least] = [spans(ours, 'shownAt'), spans(ours, 'numberedAt'), spans(floor, 'shownAt')];
  const at = (share: number) => [least, shown, numbered].map((samples) => ms(percentile(samples, share)));
  const ratio = (share: number) => times(percentile(numbered, share) / percentile(least, share));
  return [String(rate), String(shown.length), ...at(0.5), ...at(0.99), `${ratio(0.5)} ${ratio(0.99)}`, processor(cpu)];
}

const processor = (cpu: number | null) => (cpu === null ? '–' : ms(cpu / 1000));

function faultsOf({ rate, how, ours, floor }: Measured): string[] {
  const count = (what: string, rings: readonly Ring[]) =>
    rings.length > 0 ? [`${rings.length} ${what} at ${rate}/s (${how})`] : [];
  return [
    ...count(
      'pops of the floor never came',
      floor.filter(({ shownAt }) => shownAt === null),
    ),
    ...count(
      'pops never came',
      ours.filter(({ shownAt }) => shownAt === null),
    ),
    ...count(
      'pops never showed a number',
      ours.filter(({ shownAt, numberedAt }) => shownAt !== null && numberedAt === null),
    ),
    ...count(
      'first pops without a number',
      how === 'registered' ? ours.filter(({ shownAt, numberedAt }) => shownAt !== numberedAt) : [],
    ),
    ...count(
      'numbers not in the database',
      ours.filter(({ numberedAt, durable }) => numberedAt !== null && !durable),
    ),
    ...count(
      'callers not recognised',
      ours.filter(({ numberedAt, recognised }) => numberedAt !== null && !recognised),
    ),
  ];
}
