import { parseArgs } from 'node:util';
import { systemClock } from '../clock.ts';
import { countsText } from '../domain/calendar/table-text.ts';
import type { Calendars } from '../wiring/hours.ts';
import { importHolidays } from './calendar/import.ts';
import { officeCalendars, officeDue } from './office-calendars.ts';

/** `npm run --silent calendar -- import|check|due`: the office's hours and holidays, for those who look after them. */
const usage = `Pemakaian / usage:
  npm run --silent calendar -- import FILE.csv [--year=2027] [--replace]
                                     tambahkan daftar hari libur / take in a table of holidays
  npm run --silent calendar -- check
                                     apa yang belum diketahui kalender / what the calendars do not know
  npm run --silent calendar -- due KALENDER|CALENDAR "2026-08-14 15:55" "2 workdays"
                                     kapan jatuh tempo, dan mengapa / when it is due, and why
  --en                               in English`;

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  const unclear = (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS');
  console.error(`${error instanceof Error ? error.message : error}${unclear ? `\n\n${usage}` : ''}`);
  process.exitCode = unclear ? 2 : 1;
}

async function run(args: string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      year: { type: 'string' },
      replace: { type: 'boolean', default: false },
      en: { type: 'boolean', default: false },
    },
  });
  const [command, ...given] = positionals;
  const year = values.year === undefined ? null : Number(values.year);
  const known = { import: 1, check: 0, due: 3 }[command ?? ''];
  if (known !== given.length || (year !== null && !/^20\d\d$/.test(values.year ?? ''))) {
    console.error(usage);
    return 2;
  }
  const language = values.en ? 'en' : 'id';
  const office = await officeCalendars();
  const { calendars, folder } = office;
  const [file = ''] = given;
  if (command === 'check') return check(calendars, language);
  if (command === 'due') {
    process.stdout.write(officeDue(office, given, language));
    return 0;
  }
  const { tables } = calendars;
  const { lines, done } = importHolidays({ file, year, replace: values.replace, folder, tables, language });
  console.log(lines.join('\n'));
  return done ? 0 : 1;
}

/** @returns 1 when promises made today may be counted wrong. */
function check({ names, tables, warnings }: Calendars, language: 'id' | 'en'): number {
  for (const [name, table] of tables) console.log(`${name}: ${countsText(table)}`);
  console.log([...names].map((name) => `${name}.yaml`).join(', '));
  const found = warnings([...names], systemClock.now());
  for (const warning of found) console.log(`! ${warning[language]}`);
  if (found.length === 0) console.log(language === 'id' ? 'Tidak ada yang kurang.' : 'Nothing is missing.');
  return found.some(({ urgency }) => urgency === 'now') ? 1 : 0;
}
