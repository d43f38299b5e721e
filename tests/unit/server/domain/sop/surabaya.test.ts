import type { CaseEvent } from '../../../../../server/domain/case/events.ts';
import { closingEvent } from '../../../../../server/domain/sop/step.ts';
import { surabaya } from '../../../../support/scenario-desk.ts';

/** The office's own table, SOP 065/11590/436.7.11/2022: number, Waktu (detik), and words of the Kegiatan column. */
const original: readonly [number, number, string][] = [
  [2, 30, 'melakukan pendaftaran'],
  [3, 30, 'menunggu respons dari Call Center Agent'],
  [4, 5, 'Call Center Agent menerima panggilan'],
  [5, 10, 'identitas dan pengaduan'],
  [6, 120, 'identitas'],
  [7, 300, 'keluhan'],
  [8, 1800, 'FAQ'],
  [9, 60, 'keluhan kepada dispatcher'],
  [10, 60, 'Dispatcher meneruskan keluhan'],
  [11, 1800, 'memberikan solusi'],
  [12, 60, 'keluhan lainnya'],
  [13, 10, 'Call Center Agent menutup panggilan'],
  [14, 180, 'Call Center Agent merekap keluhan dan solusi'],
];

/** When we warn, in per cent: the document gives no warnings, these are ours. */
const warnings: Readonly<Record<number, readonly number[]>> = {
  2: [50],
  3: [50],
  4: [60],
  5: [80],
  6: [75],
  7: [75],
  8: [50],
  9: [75],
  10: [75],
  11: [50],
  12: [75],
  13: [],
  14: [75],
};

/** Every event a case can have: the compiler refuses this table when one is missing or unknown. */
const events: Readonly<Record<CaseEvent['type'], true>> = {
  'call.arrived': true,
  'ticket.numbered': true,
  'call.queued': true,
  'call.offered': true,
  'offer.lapsed': true,
  'call.answered': true,
  'call.held': true,
  'call.resumed': true,
  'call.ended': true,
  'case.linked': true,
  'intake.started': true,
  'intake.saved': true,
  'caller.chosen': true,
  'analysis.saved': true,
  'solution.saved': true,
  'solution.not_found': true,
  'case.dispatched': true,
  'case.forwarded': true,
  'solution.given': true,
  'confirmation.saved': true,
  'confirmation.another': true,
  'recap.saved': true,
  timer: true,
};

describe('the Surabaya procedure', () => {
  it('is the one in force since 10 May 2022', () => {
    const { id, version, source } = surabaya;
    expect([id, version]).toEqual(['surabaya', '2022-05-10']);
    expect(source).toContain('065/11590/436.7.11/2022');
  });

  it('has the steps and the seconds of the original', () => {
    const seconds = surabaya.steps.map(({ number, budgetMs }) => [number, budgetMs / 1_000]);
    expect(seconds).toEqual(original.map(([number, length]) => [number, length]));
  });

  it.each(original)('names step %i (%i s) as the original does: %s', (number, _, words) => {
    expect(surabaya.steps.find((step) => step.number === number)?.name.id).toContain(words);
  });

  it('adds up to 4,465 s with a dispatch, and to 2,545 s without', () => {
    const sum = (steps: typeof surabaya.steps) => steps.reduce((total, { budgetMs }) => total + budgetMs / 1_000, 0);
    expect(sum(surabaya.steps)).toBe(4_465);
    expect(sum(surabaya.steps.filter(({ number }) => number < 9 || number > 11))).toBe(2_545);
  });

  it('warns when we say', () => {
    expect(Object.fromEntries(surabaya.steps.map((step) => [step.number, step.warnPercents]))).toEqual(warnings);
  });

  it('is started and ended by events that can happen, and by none that only moves the clock', () => {
    const named = surabaya.steps.flatMap(({ starts, ends, drops }) => [
      ...starts.map(({ on }) => on),
      ...ends,
      ...drops,
    ]);
    expect(named.filter((type) => !(type in events) || type === 'timer' || type === closingEvent)).toEqual([]);
    expect(new Set(named).size).toBeGreaterThan(12);
  });

  it('times each ring by itself, and every other step once', () => {
    expect(surabaya.steps.flatMap(({ id, perKey }) => (perKey ? [[id, perKey]] : []))).toEqual([['answer', 'offerId']]);
  });
});
