import { ms, percentile, table, times } from '../support/figures.ts';
import type { Run, Told } from './measure.ts';

export interface Measured {
  readonly system: string;
  readonly what: string;
  readonly run: Run;
}

export const lateness = ({ told }: Run, moment: 'fired' | 'received'): number[] =>
  told.flatMap(({ due, warming, told: [first] }) => (first && !warming ? [first[moment] - due] : []));

const p99 = (measured: Measured | undefined): number =>
  measured ? percentile(lateness(measured.run, 'received'), 0.99) : Number.NaN;

export function tableOf(measured: readonly Measured[], reference: string): string {
  return table(
    ['pending', 'system', 'due', 'fired p50', 'fired p99', 'received p50', 'p99', 'max', `p99 ÷ ${reference}'s`],
    measured.map((one) => {
      const [fired, received] = [lateness(one.run, 'fired'), lateness(one.run, 'received')];
      const other = measured.find(({ system, what }) => what === one.what && system === reference);
      return [
        one.what,
        one.system,
        String(received.length),
        ...[0.5, 0.99].map((share) => ms(percentile(fired, share))),
        ...[0.5, 0.99, 1].map((share) => ms(percentile(received, share))),
        other === one ? '' : `1/${(p99(other) / p99(one)).toFixed(0)}`,
      ];
    }),
  );
}

/** Ours: none early, lost or doubled; and the goals. */
export function verdict(measured: readonly Measured[], reference: string): string {
  const mine = measured.filter(({ system }) => system === 'Sigap');
  const at = (what: string, system = 'Sigap') => measured.find((one) => one.what === what && one.system === system);
  const ratio = p99(at('100000', reference)) / p99(at('100000'));
  const growth = p99(at('1000000')) / p99(at('100000'));
  return [
    ...mine.flatMap(({ what, run }) => faultsOf(run).map((fault) => `FAILED at ${what}: ${fault}`)),
    `p99 at 100,000 pending: 1/${ratio.toFixed(0)} of ${reference}'s (goal 1/100: ${ratio >= 100 ? 'met' : 'MISSED'})`,
    `p99 at 1,000,000 pending: ${times(growth)} that at 100,000 (goal 2×: ${growth <= 2 ? 'met' : 'MISSED'})`,
  ].join('\n');
}

/**
 * What must not be, in words.
 * @param stored those whose alert stands in the database: a browser that reconnects is shown it, so it is not lost
 */
export function faultsOf({ told }: Run, stored: ReadonlySet<string> = new Set()): string[] {
  const count = (what: string, fits: (times: number, deadline: Told) => boolean) => {
    const found = told.filter((deadline) => fits(deadline.told.length, deadline)).length;
    return found > 0 ? [`${found} ${what}`] : [];
  };
  return [
    ...count('lost', (n, { id }) => n === 0 && !stored.has(id)),
    ...count('told twice', (n) => n > 1),
    ...count('early', (_n, { due, told: [first] }) => first !== undefined && first.fired < due),
  ];
}
