import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readDataDir } from '../config.ts';
import { zoneOffsetMs } from '../domain/calendar/office-day.ts';
import { FileFault, faultLine } from '../domain/shared/file-fault.ts';
import type { SopDefinition } from '../domain/sop/definition.ts';
import { procedureSchemaText } from '../domain/sop/json-schema.ts';
import { parseSop } from '../domain/sop/parse.ts';
import { wallClock } from '../domain/sop/timekeeper.ts';
import { dotOf, mermaidOf } from '../domain/sop-print/diagram.ts';
import { tableOf } from '../domain/sop-print/table.ts';
import { paperNames } from '../wiring/paper-files.ts';
import { officeCalendars, officeDue } from './office-calendars.ts';
import { publish } from './sop/publish.ts';
import { simulate } from './sop/simulate.ts';

/** `npm run --silent sop -- validate|print|diagram|simulate|publish FILE`: procedures, for those who write them. */
const usage = `Pemakaian / usage:
  npm run --silent sop -- validate FILE...             periksa berkas / check files
  npm run --silent sop -- print FILE                   tabel SOP / the SOP's table (Markdown)
  npm run --silent sop -- diagram FILE [--dot]         bagan alir / flow chart (Mermaid, Graphviz)
  npm run --silent sop -- simulate FILE NASKAH|SCRIPT  mainkan kejadian / play events
  npm run --silent sop -- due KALENDER|CALENDAR "2026-08-14 15:55" "2 workdays"
                                                       kapan jatuh tempo, dan mengapa / when it is due, and why
  npm run --silent sop -- publish FILE [--from "2026-12-01 07:30"]
                                                       terbitkan untuk kasus baru / publish, for new cases
  npm run --silent sop -- schema                       JSON Schema berkas SOP / of the files, for editors
  --en                                                 in English`;

const shipped = fileURLToPath(new URL('../sops/', import.meta.url));

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function run(args: string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      en: { type: 'boolean', default: false },
      dot: { type: 'boolean', default: false },
      from: { type: 'string' },
    },
  });
  const [command, ...files] = positionals;
  const [file, script] = files;
  const language = values.en ? 'en' : 'id';
  if (command === 'schema' && file === undefined) {
    process.stdout.write(procedureSchemaText());
    return 0;
  }
  if (command === undefined || file === undefined || (command === 'due' && files.length !== 3)) {
    console.error(usage);
    return 2;
  }
  if (command === 'validate') return files.map((each) => validate(each, language)).every(Boolean) ? 0 : 1;
  if (command === 'publish') return publish(file, values.from ?? null, language);
  if (command === 'due') {
    process.stdout.write(officeDue(await officeCalendars(), files, language));
    return 0;
  }
  const sop = read(file, language);
  if (sop === null) return 1;
  if (command === 'print') process.stdout.write(tableOf(sop, language));
  else if (command === 'diagram') process.stdout.write(values.dot ? dotOf(sop, language) : mermaidOf(sop, language));
  else if (command === 'simulate' && script !== undefined) process.stdout.write(await play(sop, script));
  else {
    console.error(usage);
    return 2;
  }
  return 0;
}

function validate(file: string, language: 'id' | 'en'): boolean {
  const sop = read(file, language);
  if (sop === null) return false;
  const steps = sop.steps.filter(({ kind }) => kind === 'step').length;
  const fine = language === 'id' ? `benar, ${steps} langkah` : `correct, ${steps} steps`;
  console.log(`${file}: ${fine} (${sop.id} ${sop.version})`);
  return true;
}

/** Null when the file has faults; they have been told. */
function read(file: string, language: 'id' | 'en'): SopDefinition | null {
  try {
    return parseSop(readFileSync(file, 'utf8'), file, paperNames(readDataDir()));
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    for (const fault of error.faults) console.error(faultLine(fault, file, language));
    return null;
  }
}

/** By the office's own calendars and procedures, which go before the shipped ones, and by the clock on its wall. */
async function play(sop: SopDefinition, script: string): Promise<string> {
  const { calendars, zone } = await officeCalendars();
  const dataDir = readDataDir();
  const own = join(dataDir, 'sops');
  const besides = (name: string) => {
    const file = `${name}.yaml`;
    const path = name.endsWith('.yaml')
      ? join(dirname(script), name)
      : join(existsSync(join(own, file)) ? own : shipped, file);
    return parseSop(readFileSync(path, 'utf8'), basename(path), paperNames(dataDir));
  };
  return simulate(readFileSync(script, 'utf8'), {
    procedure: (name) => (name === null || name === sop.id ? sop : besides(name)),
    // A script without dates knows no hours.
    hours: (name, dated) => (dated ? calendars.timeOf(name ?? 'office') : wallClock),
    offsetMs: zoneOffsetMs[zone],
  });
}
