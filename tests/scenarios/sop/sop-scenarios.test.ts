import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { simulate } from '../../../server/cli/sop/simulate.ts';
import { zoneOffsetMs } from '../../../server/domain/calendar/office-day.ts';
import type { SopDefinition } from '../../../server/domain/sop/definition.ts';
import { parseSop } from '../../../server/domain/sop/parse.ts';
import { wallClock } from '../../../server/domain/sop/timekeeper.ts';
import { workEventOf } from '../../../server/domain/sop/work-events.ts';
import { readCalendars } from '../../../server/wiring/hours.ts';
import { shipped, sopNames, sopText } from '../../support/sops.ts';

/**
 * Golden scenarios of all six procedures, in events.
 * `UPDATE_SCENARIOS=1 npm test -- tests/scenarios` writes what is indented anew; the change is then read as a diff.
 */
const folder = new URL('./', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.txt'));
const update = process.env.UPDATE_SCENARIOS === '1';

/** A later version of the Surabaya procedure, with 90 s for step 6 and somebody told of it. */
const revised = () =>
  parseSop(
    sopText('surabaya')
      .replace('version: "2022-05-10"', 'version: "2026-06-01"')
      .replace('budget: 120 s', 'budget: 90 s\n    escalate:\n      - { at: 200 %, to: [supervisor], by: [screen] }'),
  );

const procedure = (name: string | null): SopDefinition =>
  name === 'surabaya-revised' ? revised() : shipped(name ?? 'surabaya');
const calendars = readCalendars({ zone: 'Asia/Jakarta' });
const play = (text: string) =>
  simulate(text, {
    procedure,
    hours: (name, dated) => (dated ? calendars.timeOf(name ?? 'office') : wallClock),
    offsetMs: zoneOffsetMs['Asia/Jakarta'],
  });

it.each(files)('%s goes as written', (name) => {
  const file = new URL(name, folder);
  const text = readFileSync(file, 'utf8');
  const played = play(text);
  if (update) writeFileSync(file, played);
  else expect(played).toBe(text);
});

/** What the scenarios show of a procedure, this folder's and those of the call center beside it. */
const texts = files.map((name) => readFileSync(new URL(name, folder), 'utf8'));
const surabayaTexts = readdirSync(new URL('../', folder))
  .filter((name) => name.endsWith('.txt'))
  .map((name) => readFileSync(new URL(`../${name}`, folder), 'utf8'));
const textsOf = (name: string) => [
  ...texts.filter((text) => text.includes(`\nsop ${name}\n`)),
  ...(name === 'surabaya' ? surabayaTexts : []),
];

describe.each(sopNames)('the scenarios of %s', (name) => {
  const sop = shipped(name);
  const all = textsOf(name).join('\n');
  const timed = sop.steps.filter(({ budget }) => budget !== null);
  const tells = (pattern: string) => new RegExp(pattern, 'm').test(all);

  it('come to each of its steps, in time and too late, with every warning and level', () => {
    const missing = timed.flatMap(({ id, warnPercents, escalate, kind }) => [
      ...(tells(`^ +(#\\d )?${id}(:\\S+|#\\d)? met after`) ? [] : [`${id} is never met`]),
      ...(tells(`^ +(#\\d )?breach ${id}\\b`) ? [] : [`${id} never breaches`]),
      ...(warnPercents.length === 0 || tells(`^ +(#\\d )?warning ${id}\\b`) ? [] : [`${id} never warns`]),
      ...(escalate.length === 0 || tells(`^ +(#\\d )?escalation ${id}\\b`) ? [] : [`${id} never escalates`]),
      ...(kind === 'total' || tells(`^ +(#\\d )?${id}(:\\S+|#\\d)? breached after`) ? [] : [`${id} never ends late`]),
    ]);
    expect(missing).toEqual([]);
  });

  it('go every way that it draws', () => {
    const missing = sop.steps
      .filter(({ kind }) => kind === 'step')
      .flatMap(({ id, next }) => next.map(({ on }) => `${id} by ${on}`))
      .filter((way) => {
        const [, event = ''] = way.split(' by ');
        return !all.includes(` ${event}`) && !(workEventOf(event)?.byTyping && all.includes(' types'));
      });
    expect(missing).toEqual([]);
  });
});

describe('a script', () => {
  it.each([
    [
      '00:00.000 call.arived',
      'line 2 (00:00.000 call.arived): the event "call.arived" never happens; is "call.arrived" meant?',
    ],
    ['0:00 call.arrived', 'line 2 (0:00 call.arrived): a line begins with a moment such as'],
    ['00:00.000 call.arrived later', '"later" is no part of call.arrived'],
    [
      '2026-02-30 10:00 report.received sms',
      'bukan saat; tulis seperti "2026-11-20 15:55" / "2026-02-30 10:00" is no moment such as',
    ],
    ['00:02.000 call.arrived\n00:01.000 ticket.numbered', 'is handled before the line above it'],
    ['00:02.000 call.arrived\n2026-11-20 15:55 ticket.numbered', 'written otherwise than the moments above it'],
    ['', 'the script has no event'],
  ])('that says %j is refused, and the line is named', (line, message) => {
    expect(() => play(`# fine\n${line}\n`)).toThrow(message);
  });
});
