import { parseSop } from '../../../../../server/domain/sop/parse.ts';
import { good, told } from './sop-text.ts';

describe('what is written in an SOP file', () => {
  it.each<[string, string, string]>([
    ['created: null', 'created: "2022-5-1"', 'Write the day'],
    ['created: null', 'created: "12022-05-01"', 'Write the day'],
    ['created: null', 'created: "2022-05-01 10:00"', 'Write the day'],
    ['created: null', 'created: "1 2022-05-01"', 'Write the day'],
    ['budget: 30 s', 'budget: x30 s', 'The time cannot be read.'],
    ['budget: 30 s', 'budget: 30 sx', 'The time cannot be read.'],
    [', 50 %', ', x50 %', 'Write the threshold'],
    [', 50 %', ', 50 %x', 'Write the threshold'],
    ['at: 200 %', 'at: 1000 %', 'Write whole per cents from 1 to 999'],
    ['at: 200 %', 'at: x200 %', 'Write whole per cents from 1 to 999'],
    ['at: 200 %', 'at: 200 %x', 'Write whole per cents from 1 to 999'],
    ['drops: [offer.lapsed]', 'drops: [Xoffer.lapsed]', 'Write the event'],
    ['drops: [offer.lapsed]', 'drops: [offer.lapsedX]', 'Write the event'],
    ['drops: [offer.lapsed]', 'drops: [offer.lapsed.now]', 'The event "offer.lapsed.now" never happens.'],
    ['id: second\n', 'id: second2\n', 'Use lower case'],
    ['      - { to: second, on: intake.saved }', '      []', 'This step leads nowhere.'],
    ['id: office', 'id: 1office', 'Use lower case and hyphens only'],
    ['id: office', 'id: office1', 'Use lower case'],
    ['    clock: call\n', '    clock: office\n', 'The clock "office" is counted in min, h.'],
  ])('where %j stood, %j is refused', (from, to, fault) => {
    expect(good).toContain(from);
    expect(told(good.replace(from, to))[0]).toContain(fault);
  });

  it.each<[string, string]>([
    ['budget: 30 s\n    clock: call', 'budget: 5 min\n    clock: call'],
    ['budget: 30 s\n    clock: call', 'budget: 30 s\n    clock: elapsed'],
    ['budget: 30 s\n    clock: call', 'budget: 5 min\n    clock: elapsed'],
    ['budget: 30 s\n    clock: call', 'budget: 2 h\n    clock: elapsed'],
    ['budget: 30 s\n    clock: call', 'budget: 5 min\n    clock: office'],
    ['budget: 30 s\n    clock: call', 'budget: 2 h\n    clock: office'],
    [', 50 %', ', 5 %'],
    ['channels: [phone] }', 'channels: [phone, sms] }'],
  ])('where %j stood, %j is taken', (from, to) => {
    expect(good).toContain(from);
    expect(() => parseSop(good.replace(from, to))).not.toThrow();
  });

  it('is told as it was meant: a start that is no mapping as the name of an event', () => {
    expect(told(good.replace('[call.offered, {', '[7, {'))).toEqual([
      '22 steps.0.starts.0: It has the wrong form (Invalid input: expected string, received number). Correct it.',
    ]);
  });

  it('keeps by which clock a step is counted when the caller is gone', () => {
    const { steps } = parseSop(good.replace('    clock: call\n', '    clock: call\n    offline: elapsed\n'));
    expect(steps[0]?.budget).toEqual({ clock: 'call', offlineClock: 'elapsed', amount: 30_000 });
  });

  it('may be silent of what its document prints', () => {
    const { steps } = parseSop(good.replace('line: 3, text: Satu, time: "30"', 'line: 3'));
    expect(steps[0]?.source).toMatchObject({ text: '', time: '' });
  });

  it('of the whole has one start or several, and an end', () => {
    const total = (starts: string, ends: string) =>
      `${good}total: { name: { id: T, en: T }, actor: agent, starts: ${starts}, ends: ${ends}, source: { line: 9 } }\n`;
    expect(() => parseSop(total('[call.offered, call.arrived]', '[solution.not_found]'))).not.toThrow();
    expect(told(total('[]', '[solution.not_found]'))).toEqual([expect.stringContaining('Nothing starts this step.')]);
    expect(told(total('[call.offered]', '[]'))).toEqual([expect.stringContaining('Nothing ends this step.')]);
  });
});
