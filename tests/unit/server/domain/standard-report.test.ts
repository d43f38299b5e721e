import type { PromiseFigures } from '../../../../server/domain/reports/standard-figures.ts';
import {
  type CountedProcedure,
  countsOf,
  standardProcedure,
} from '../../../../server/domain/reports/standard-report.ts';
import { shipped, sopNames } from '../../../support/sops.ts';

const minute = 60_000;
const ran = (step: string, more: Partial<PromiseFigures> = {}): PromiseFigures => ({
  ...{ sopId: 'depok', step, clock: 'elapsed', budget: 5 * minute, met: 2, breached: 1, cancelled: 0, estimated: 0 },
  ...{ median: minute, p90: 6 * minute, ...more },
});
const depok = (more: Partial<CountedProcedure> = {}) =>
  standardProcedure({
    ...{ sop: shipped('depok'), services: [{ id: 'phone', name: 'Telepon' }], opened: new Map(), open: new Map() },
    ...{ ended: [], promises: [], agents: 0, ...more },
  });
const stepsOf = (promises: readonly PromiseFigures[], step: string) =>
  depok({ promises }).steps.filter((one) => one.step === step);

describe('what was promised and kept', () => {
  it('is told of each promise of a step by itself, where versions of its procedure promised otherwise', () => {
    const told = stepsOf([ran('record'), ran('record', { budget: 90_000, met: 0, breached: 4 })], 'record');
    expect(told.map(({ promised, runs, met, breached }) => [promised, runs, met, breached])).toEqual([
      ['300 s', 3, 2, 1],
      ['90 s', 4, 0, 4],
    ]);
    const rows = countsOf([depok({ promises: [ran('record'), ran('record', { budget: 90_000 })] })])[0]?.rows ?? [];
    expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
  });

  it('is told of a step that the procedure has no more, by its id, and of one that never ran', () => {
    expect(stepsOf([ran('faxed')], 'faxed')).toMatchObject([
      { name: 'faxed', actor: '–', promised: '5 menit', runs: 3 },
    ]);
    expect(stepsOf([], 'record')).toMatchObject([{ runs: 0, met: 0, breached: 0, median: null, cancelled: 0 }]);
  });

  it('is nothing where no time was promised, however often it was done; what was dropped was not done', () => {
    const [told] = stepsOf([ran('record', { clock: null, budget: null, met: 7, breached: 0, cancelled: 2 })], 'record');
    expect(told).toMatchObject({ promised: null, runs: 7, met: null, breached: null, cancelled: 2 });
  });
});

describe('how tickets ended', () => {
  const ended = (serviceId: string, endedAs: string, count: number, late = 0, answered = 0) => ({
    ...{ sopId: 'depok', serviceId, endedAs, ended: count, late, answered },
  });

  it('is told of each service, also of one that is gone, and comes to the whole; pranks and those who gave up are in neither', () => {
    const { services, reasons } = depok({
      opened: new Map([['phone', 9]]),
      open: new Map([['old', 1]]),
      ended: [
        ...[ended('phone', 'closed', 4, 1, 3), ended('old', 'closed', 2), ended('old', 'withdrawn', 3, 3, 1)],
        ...[ended('phone', 'prank', 5, 5), ended('phone', 'abandoned', 6, 2)],
      ],
    });
    expect(services.map(({ serviceId, name }) => [serviceId, name])).toEqual([
      ['phone', 'Telepon'],
      ['old', 'old'],
      ['*', 'Seluruhnya'],
    ]);
    expect(services.at(-1)).toMatchObject({
      ...{ opened: 9, closed: 6, otherwise: 3, inTime: 5, late: 4, answered: 4, pranks: 5, abandoned: 6, open: 1 },
    });
    for (const name of [
      'opened',
      'closed',
      'otherwise',
      'inTime',
      'late',
      'answered',
      'pranks',
      'abandoned',
      'open',
    ] as const)
      expect([name, services.slice(0, -1).reduce((sum, one) => sum + one[name], 0)]).toEqual([
        name,
        services.at(-1)?.[name],
      ]);
    expect(reasons).toEqual([{ label: 'Dicabut oleh pelapor', count: 3 }]);
  });
});

it.each(sopNames)('a standard of %s has the fourteen components of the law, six of them for everybody', (name) => {
  const { components, steps } = depok({ sop: shipped(name) });
  expect([components.length, components.filter(({ published }) => published).length]).toEqual([14, 6]);
  // What is measured over all steps has no number of its own.
  expect(steps.filter((one) => one.name.startsWith('0.'))).toEqual([]);
});
