import { printedReport } from '../../../../server/app/reports/report-words.ts';
import { correctionsOf } from '../../../../server/domain/reports/corrections.ts';
import { daysOf, dayTable, isOf, isQuiet, monthBefore } from '../../../../server/domain/reports/days.ts';
import type { OfficeReport, ReportSection } from '../../../../server/domain/reports/office-report.ts';

const columns = [
  { name: 'arrived', label: 'Masuk', as: 'count' },
  { name: 'answerMean', label: 'Waktu jawab', as: 'ms' },
] as const;
const calls = (rows: Readonly<Record<string, readonly [number, number | null]>>): ReportSection => ({
  ...{ id: 'calls', title: 'Panggilan', columns },
  rows: Object.entries(rows).map(([key, values]) => ({ key, head: key, values, estimated: [] })),
});
const report = (
  period: string,
  sections: readonly ReportSection[],
  more: Partial<OfficeReport> = {},
): OfficeReport => ({
  ...{ scope: 'day', period, zone: 'Asia/Jakarta', thresholdMs: 30_000, quiet: false, sections },
  ...{ corrections: [], days: [], ...more },
});
const monday = { report: report('2026-11-23', [calls({ depok: [3, 12_000], '*': [3, 12_000] })]), paper: '1/2026' };

describe('what a report says of earlier ones', () => {
  it('is every figure that people would read otherwise now, with what it was and which paper told it', () => {
    const now = [calls({ depok: [4, 12_400], '*': [4, 13_000] })];
    const found = correctionsOf(monday, [], now);
    // 12.0 and 12.4 seconds are read alike.
    expect(found.map(({ row, column, before, now: after, paper }) => [row, column, before, after, paper])).toEqual([
      ['depok', 'arrived', 3, 4, '1/2026'],
      ['*', 'arrived', 3, 4, '1/2026'],
      ['*', 'answerMean', 12_000, 13_000, '1/2026'],
    ]);
    expect(found[0]).toMatchObject({ period: '2026-11-23', label: 'Panggilan: depok, Masuk' });
    expect(correctionsOf(monday, [], monday.report.sections)).toEqual([]);
  });

  it('is told once, by the paper after; what becomes what it was is told again', () => {
    const now = [calls({ depok: [4, 12_000], '*': [4, 12_000] })];
    const tuesday = {
      report: report('2026-11-24', [], { corrections: correctionsOf(monday, [], now) }),
      paper: '2/2026',
    };
    expect(correctionsOf(monday, [tuesday], now)).toEqual([]);
    expect(
      correctionsOf(monday, [tuesday], monday.report.sections).map(({ before, now: after, paper }) => [
        ...[before, after, paper],
      ]),
    ).toEqual([
      [4, 3, '2/2026'],
      [4, 3, '2/2026'],
    ]);
    // Corrections of another day are none of this one's.
    const other = { ...tuesday, report: { ...tuesday.report, corrections: [] } };
    expect(correctionsOf(monday, [other], now)).toHaveLength(2);
  });

  it('counts a row that is gone, or new, as nothing before or now', () => {
    const found = correctionsOf(monday, [], [calls({ '*': [3, 12_000], lain: [1, null] })]);
    expect(found.map(({ row, column, before, now }) => [row, column, before, now])).toEqual([
      ['lain', 'arrived', 0, 1],
      ['depok', 'arrived', 3, 0],
      ['depok', 'answerMean', 12_000, null],
    ]);
  });
});

describe('the days of a report', () => {
  it('are those of its month, leap days too, or the one that it is of', () => {
    expect(daysOf('2026-11-23')).toEqual(['2026-11-23']);
    expect([daysOf('2028-02').length, daysOf('2027-02').length, daysOf('2026-12').at(-1)]).toEqual([
      ...[29, 28, '2026-12-31'],
    ]);
    expect([monthBefore('2027-01'), monthBefore('2026-03')]).toEqual(['2026-12', '2026-02']);
  });

  it('belong to what is owed for a day or for a month, and to nothing else', () => {
    const owed = ['2026-11-23', '2026-11', 'setup', undefined];
    expect(owed.map((period) => [isOf('day', period), isOf('month', period)])).toEqual([
      ...[
        [true, false],
        [false, true],
        [false, false],
        [false, false],
      ],
    ]);
  });

  it('stand in the table of a month by their wholes, with the number of their own report and ≈ where it is estimated', () => {
    const estimated = calls({ '*': [3, 12_000] });
    const sections = [
      { ...estimated, rows: estimated.rows.map((row) => ({ ...row, estimated: ['arrived'] })) },
      { ...calls({}), id: 'open' },
    ];
    const table = dayTable('Menurut hari', [{ day: '2026-11-23', head: '23 November 2026', sections }]);
    const of = report('2026-11', [table], { days: [{ day: '2026-11-23', paper: '1/2026' }], scope: 'month' });
    expect(printedReport(of).tables[0]).toMatchObject({
      columns: ['Panggilan masuk', 'Laporan harian nomor'],
      rows: [['23 November 2026', '≈ 3', '1/2026']],
    });
  });

  it('are quiet where nothing happened but what the office owes to itself', () => {
    const steps = (key: string): ReportSection => ({ ...calls({ [key]: [1, null], '*': [1, null] }), id: 'steps' });
    const none = calls({ '*': [0, null] });
    const duties = new Set(['depok/daily_report']);
    expect(isQuiet([none, steps('depok/daily_report'), { ...calls({ '*': [5, 1] }), id: 'open' }], duties)).toBe(true);
    expect(isQuiet([none, steps('depok/record')], duties)).toBe(false);
    expect(isQuiet([calls({ '*': [1, null] })], duties)).toBe(false);
    expect(printedReport(report('2026-11-23', [none], { quiet: true })).quiet).toBe(
      'Tidak ada kegiatan pada hari ini.',
    );
  });
});
