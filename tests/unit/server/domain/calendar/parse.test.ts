import { createCalendar } from '../../../../../server/domain/calendar/calendar.ts';
import { parseCalendar } from '../../../../../server/domain/calendar/parse.ts';
import { FileFault } from '../../../../../server/domain/shared/file-fault.ts';
import { shippedFile } from './support.ts';

const top = 'id: x\nof: office\ntitle: { id: x, en: x }\nsource: x\nclosed_on: [national]\n';
const good = `${top}hours:\n  mon-thu: { open: 07:30-16:00, break: 12:00-13:00 }\n`;

function faultsOf(text: string, locale: 'id' | 'en' = 'en'): string[] {
  try {
    parseCalendar(text, 'x.yaml');
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    return error.faults.map((fault) => `${fault.line}: ${fault[locale]}`);
  }
  return [];
}
const ofHours = (lines: string) => faultsOf(`${top}hours:\n${lines}\n`);

describe('a calendar file', () => {
  it('is read: hours by weekday in minutes, Sunday first', () => {
    const closed = { open: [], breaks: [] };
    const working = { open: [{ from: 450, to: 960 }], breaks: [{ from: 720, to: 780 }] };
    expect(parseCalendar(good, 'x.yaml')).toEqual({
      id: 'x',
      of: 'office',
      title: { id: 'x', en: 'x' },
      zone: null,
      source: 'x',
      closedOn: ['national'],
      hours: [closed, working, working, working, working, closed, closed],
      periods: [],
    });
  });

  it('may name days across the end of a week, daily hours, dots in times and a zone', () => {
    const openDays = (lines: string) =>
      parseCalendar(`${top}zone: Asia/Makassar\nhours:\n${lines}`, 'x').hours.map(({ open }) => open.length);
    expect(openDays('  sat-mon: { open: [08.00 - 12.00, 12.00-24.00] }')).toEqual([2, 2, 0, 0, 0, 0, 2]);
    expect(openDays('  daily: { open: 00:00-24:00 }')).toEqual([1, 1, 1, 1, 1, 1, 1]);
    expect(openDays('  wed: { open: 08:00-09:00 }')).toEqual([0, 0, 0, 1, 0, 0, 0]);
    expect(parseCalendar(`zone: Asia/Makassar\n${good}`, 'x').zone).toBe('Asia/Makassar');
  });

  it.each([
    ['  monday: { open: 08:00-09:00 }', '7: "monday" is no day'],
    ['  mon-: { open: 08:00-09:00 }', '7: "mon-" is no day'],
    ['  mon-tue-wed: { open: 08:00-09:00 }', '7: "mon-tue-wed" is no day'],
    ['  mon: { open: 08:00-09:00 }\n  sun-tue: { open: 08:00-09:00 }', '8: mon is part of mon already'],
    ['  mon: { open: 8-16 }', '7: "8-16" is no span of hours: write it like 07:30-16:00'],
    ['  mon: { open: 08:00-24:01 }', '7: "08:00-24:01" is no span of hours'],
    ['  mon: { open: 08:60-10:00 }', '7: "08:60-10:00" is no span of hours'],
    ['  mon: { open: 24:00-24:00 }', '7: "24:00-24:00" is no span of hours'],
    ['  mon: { open: 22:00-06:00 }', '7: 22:00-06:00 ends before it begins: write a night shift as two'],
    ['  mon: { open: 08:00-08:00 }', '7: 08:00-08:00 ends before it begins'],
    ['  mon:\n    open: [08:00-12:00, 11:00-13:00]', '8: 11:00-13:00 begins before the one before it ends'],
    ['  mon:\n    open: 08:00-12:00\n    break: 11:30-12:30', '9: the break 11:30-12:30 is outside the hours'],
    ['  mon: { open: [] }', '6: it is never open: name at least one day with hours'],
    ['  mon: { open: 08:00-09:00, break: 08:00-09:00 }', '6: it is never open'],
    ['  mon: { open: 08:00-09:00, brk: 08:00-08:30 }', '7: "brk" is not known: remove it or correct its spelling'],
    ['  mon: { break: 08:00-08:30 }', '7: hours.mon.open has the wrong form'],
  ])('refuses %p', (lines, fault) => {
    const [first, ...more] = ofHours(lines);
    expect(first?.slice(0, fault.length)).toBe(fault);
    expect(more).toEqual([]);
  });

  it('tells every fault with its line, in both languages', () => {
    const text = `${good}periods:\n  - kind: ramadan\n    name: { id: R, en: R }\n    from: 2026-02-30\n    to: 1999-01-01\n    hours: {}\nzone: Asia/Tokyo\nextra: 1\n`;
    expect(faultsOf(text)).toEqual([
      '11: periods.0.from is no date: write it like 2026-02-19, in the years 2000 to 2100',
      '12: periods.0.to is no date: write it like 2026-02-19, in the years 2000 to 2100',
      '14: zone must be one of Asia/Jakarta, Asia/Makassar, Asia/Jayapura',
      '15: "extra" is not known: remove it or correct its spelling',
    ]);
    expect(faultsOf(text.replace('Tokyo', 'Jakarta'), 'id').at(-1)).toBe(
      '15: "extra" tidak dikenal: hapus atau perbaiki ejaannya',
    );
    expect(faultsOf(good.replace('source: x\n', '').replace('id: x\n', 'id: X y\n'))).toEqual([
      '1: id may hold only small letters, digits and hyphens, such as office-hours',
      '1: source is missing: add it',
    ]);
    expect(faultsOf('')).toEqual(['1: file has the wrong form: compare it with office.yaml']);
  });

  it('tells what is no YAML, and a key that stands twice', () => {
    expect(faultsOf(`${good}  tue: [`)[0]).toMatch(/^8: This is not well-formed YAML/);
    expect(faultsOf(`${good}id: y\n`)[0]).toMatch(/^8: This is not well-formed YAML/);
  });

  it('keeps its periods in order and apart', () => {
    const period = (from: string, to: string) =>
      `  - { kind: special, name: { id: P, en: Q }, from: ${from}, to: ${to}, hours: { mon: { open: 08:00-09:00 } } }\n`;
    const text = (...all: string[]) => `${good}periods:\n${all.join('')}`;
    const later = period('2026-05-01', '2026-05-02');
    expect(parseCalendar(text(later, period('2026-04-01', '2026-04-30')), 'x').periods.map(({ from }) => from)).toEqual(
      ['2026-04-01', '2026-05-01'],
    );
    expect(faultsOf(text(later, period('2026-05-02', '2026-05-09')))).toEqual([
      '10: it overlaps with Q (2026-05-01 to 2026-05-02): keep their dates apart',
    ]);
    expect(faultsOf(text(period('2026-05-02', '2026-05-02')))).toEqual([]);
    expect(faultsOf(text(period('2026-05-02', '2026-05-01')))).toEqual([
      '9: 2026-05-02 is after 2026-05-01: exchange from and to',
    ]);
    expect(faultsOf(text(period('2026-05-02', '2026-05-02').replace('08:00-09:00', '9-10')))[0]).toMatch(
      /^9: "9-10" is no span/,
    );
  });

  it('may be closed for a period, and never open in no week', () => {
    const closed = `${good}periods:\n  - { kind: special, name: { id: P, en: Q }, from: 2026-05-01, to: 2026-05-02, hours: {} }\n`;
    expect(faultsOf(closed)).toEqual([]);
    const never = { ...parseCalendar(good, 'x'), hours: Array.from({ length: 7 }, () => ({ open: [], breaks: [] })) };
    expect(() => createCalendar(never, [], 'Asia/Jakarta')).toThrow(RangeError);
  });
});

describe('the shipped calendars', () => {
  it('are well-formed, and keep the hours of the rule', () => {
    const office = parseCalendar(shippedFile('office.yaml'), 'office.yaml');
    const length = ({ open, breaks }: (typeof office.hours)[number]) =>
      [...open, ...breaks.map(({ from, to }) => ({ from: to, to: from }))].reduce(
        (sum, each) => sum + each.to - each.from,
        0,
      );
    const total = (hours: typeof office.hours) => hours.reduce((sum, day) => sum + length(day), 0) / 60;
    expect(total(office.hours)).toBe(37.5);
    expect(office.periods.map(({ hours }) => total(hours))).toEqual([32.5, 32.5]);
    expect(office.periods.map(({ from, to }) => [from, to])).toEqual([
      ['2026-02-19', '2026-03-20'],
      ['2027-02-08', '2027-03-09'],
    ]);
    for (const { confirm } of office.periods) expect(confirm?.en).toMatch(/circular/);
    expect(total(parseCalendar(shippedFile('hotline-24h.yaml'), 'h').hours)).toBe(7 * 24);
  });
});
