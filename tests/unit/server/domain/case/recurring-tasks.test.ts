import {
  owedTasks,
  type RecurringTask,
  recurringTasksOf,
  type TaskMark,
} from '../../../../../server/domain/case/recurring-tasks.ts';
import { createTimekeeper } from '../../../../../server/domain/sop/timekeeper.ts';
import { shipped as procedure, sopNames, sopWith, stepWith } from '../../../../support/sops.ts';
import { calendarOf, shipped, wib } from '../calendar/support.ts';

const office = shipped('office');
const officeHours = createTimekeeper({ service: office, office });
const dayAndNight = createTimekeeper({ service: shipped('hotline-24h'), office });
const saturdays = createTimekeeper({ service: calendarOf('  sat: { open: 08:00-12:00 }'), office });

const daily: RecurringTask = { step: 'report', number: 11, scope: 'day', event: 'daily_report.due', clock: 'office' };
const monthly: RecurringTask = { ...daily, scope: 'month', event: 'monthly_report.due' };
const setup: RecurringTask = { ...daily, scope: 'setup', event: 'facilities.due' };
const since = (text: string, through: string | null = null): TaskMark => ({ since: wib(text), through });
const wall = (at: number) => new Date(at + 7 * 3_600_000).toISOString().slice(5, 16);
const owedAt = (task: RecurringTask, mark: TaskMark, now: string, services = [officeHours]) =>
  owedTasks(task, mark, wib(now), { zone: 'Asia/Jakarta', services }).owed.map(
    ({ period, dueAt }) => `${period} ${wall(dueAt)}`,
  );

describe('what an office owes by a procedure', () => {
  it('is what the document asks for beside its cases', () => {
    const owed = sopNames.flatMap((name) =>
      recurringTasksOf(procedure(name)).map(({ number, scope, event, clock }) => [name, number, scope, event, clock]),
    );
    expect(owed).toEqual([
      ['bandungan', 1, 'setup', 'facilities.due', 'office'],
      ['depok', 11, 'day', 'daily_report.due', 'office'],
      ['depok', 12, 'month', 'monthly_report.due', 'office'],
    ]);
  });

  it('is none of a case, nor what begins otherwise, and may promise no time', () => {
    const begins = (id: string, on: string, more = {}) => stepWith({ id, scope: 'day', starts: [{ on }], ...more });
    const sop = sopWith([
      begins('of a case', 'daily_report.due', { scope: 'case' }),
      begins('returned', 'monthly_report.returned'),
      begins('unknown', 'rent.due'),
      begins('rung', 'call.arrived'),
      begins('untimed', 'daily_report.due', { budget: null }),
    ]);
    expect(recurringTasksOf(sop)).toEqual([
      { step: 'untimed', number: 1, scope: 'day', event: 'daily_report.due', clock: null },
    ]);
  });
});

describe('a daily report', () => {
  it('falls due when the office opens after its day, not before, and not twice', () => {
    const begun = since('2026-11-23 09:00');
    for (const early of ['2026-11-23 09:30', '2026-11-23 23:59', '2026-11-24 00:00', '2026-11-24 07:29']) {
      expect(owedAt(daily, begun, early)).toEqual([]);
    }
    expect(owedAt(daily, begun, '2026-11-24 07:30')).toEqual(['2026-11-23 11-24T07:30']);
    const { through } = owedTasks(daily, begun, wib('2026-11-24 07:30'), {
      zone: 'Asia/Jakarta',
      services: [officeHours],
    });
    expect(owedAt(daily, { ...begun, through }, '2026-11-24 12:00')).toEqual([]);
  });

  it('of a hotline day and night is owed for every day, those on which the office is closed too', () => {
    // Christmas leave, Christmas and a weekend: made when the office opens again.
    expect(owedAt(daily, since('2026-12-23 09:00'), '2026-12-28 07:30', [dayAndNight])).toEqual([
      '2026-12-23 12-28T07:30',
      '2026-12-24 12-28T07:30',
      '2026-12-25 12-28T07:30',
      '2026-12-26 12-28T07:30',
      '2026-12-27 12-28T07:30',
    ]);
    expect(owedAt(daily, since('2026-12-23 09:00'), '2026-12-28 07:29', [dayAndNight])).toEqual([]);
    // Of an office none, for the days on which it was closed.
    expect(owedAt(daily, since('2026-12-23 09:00'), '2026-12-28 07:30')).toEqual(['2026-12-23 12-28T07:30']);
  });

  it('is made up for days on which no server ran', () => {
    expect(owedAt(daily, since('2026-11-01 09:00', '2026-11-24'), '2026-11-30 07:30')).toEqual([
      '2026-11-25 11-26T07:30',
      '2026-11-26 11-27T07:30',
      '2026-11-27 11-30T07:30',
    ]);
  });

  it('is not owed for what was before the office began with it', () => {
    expect(owedAt(daily, since('2026-11-27 16:29'), '2026-11-30 08:00')).toEqual(['2026-11-27 11-30T07:30']);
    expect(owedAt(daily, since('2026-11-27 16:30'), '2026-11-30 08:00')).toEqual([]);
  });

  it('reports on all services of its procedure', () => {
    expect(owedAt(daily, since('2026-11-27 17:00'), '2026-11-30 08:00', [officeHours, saturdays])).toEqual([
      '2026-11-28 11-30T07:30',
    ]);
  });

  it('that is counted by the hours of its service falls due when that opens', () => {
    const byService = { ...daily, clock: 'elapsed' as const };
    expect(owedAt(byService, since('2026-11-28 09:00'), '2026-11-29 00:00', [dayAndNight])).toEqual([
      '2026-11-28 11-29T00:00',
    ]);
  });
});

describe('a monthly report', () => {
  it('falls due in the first office time after its month, whatever the lengths of months', () => {
    const begun = since('2026-11-23 09:00');
    expect(owedAt(monthly, begun, '2026-11-30 23:59')).toEqual([]);
    expect(owedAt(monthly, begun, '2026-12-01 07:30')).toEqual(['2026-11 12-01T07:30']);
    // 1 January is a holiday, and the weekend follows.
    expect(owedAt(monthly, { ...begun, through: '2026-11' }, '2027-03-01 08:00')).toEqual([
      '2026-12 01-04T07:30',
      '2027-01 02-01T07:30',
      // In Ramadan, which begins later in the day.
      '2027-02 03-01T08:00',
    ]);
  });
});

describe('what is done once', () => {
  it('is owed from the first office time on, and never again', () => {
    expect(owedAt(setup, since('2026-11-23 09:10'), '2026-11-23 09:10')).toEqual(['setup 11-23T09:10']);
    expect(owedAt(setup, since('2026-11-28 09:10'), '2026-11-30 07:29')).toEqual([]);
    expect(owedAt(setup, since('2026-11-28 09:10'), '2026-11-30 07:30')).toEqual(['setup 11-30T07:30']);
    expect(owedAt(setup, since('2026-11-28 09:10', 'setup'), '2027-11-30 07:30')).toEqual([]);
  });
});
