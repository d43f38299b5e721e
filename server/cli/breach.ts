import { parseArgs } from 'node:util';
import { systemClock } from '../clock.ts';
import { loadConfig } from '../config.ts';
import { type DataKind, dataKinds, kindsOf, notice, tellWithinMs } from '../domain/breach.ts';
import { momentText, zoneOffsetMs } from '../domain/calendar/office-day.ts';
import { checkNik, normalizeNik } from '../domain/identity/nik.ts';
import { parsePhone } from '../domain/identity/phone.ts';
import { touchedBy } from '../store/breach.ts';
import { createPeople } from '../store/people.ts';
import { failureText } from '../wiring/failure.ts';
import { momentOf } from './sop/moments.ts';
import { withDatabase } from './with-database.ts';

/**
 * `npm run --silent breach -- --from … --to …`: who was touched, by the audit, with what kinds of data, and the words that
 * they must be told. A citizen's number is read from the input, so that it stands in no list of commands.
 */
const usage = `npm run --silent breach -- --from "2026-11-20 00:00" --to "2026-11-21 08:00" [--account NAME] [--person < FILE]
                           [--known "2026-11-21 09:30"]
  --account: what was seen under this log-in alone;  --person: of the citizen whose number or NIK stands in the input
  --known: when it was noticed; from then on 3×24 hours are counted. Absent: now.  Moments by the office's wall.`;

class UsageError extends Error {}

async function run(): Promise<void> {
  const { values } = parseArgs({
    options: {
      from: { type: 'string' },
      to: { type: 'string' },
      account: { type: 'string' },
      known: { type: 'string' },
      person: { type: 'boolean', default: false },
    },
  });
  if (values.from === undefined || values.to === undefined) throw new UsageError('--from and --to');
  const config = loadConfig();
  const zone = config.office.timeZone;
  const at = (text: string) => {
    const whole = /^\d{4}-\d\d-\d\d$/.test(text) ? `${text} 00:00` : text;
    try {
      return momentOf(whole, { dated: true, offsetMs: zoneOffsetMs[zone] });
    } catch (error) {
      throw new UsageError((error as Error).message);
    }
  };
  const [from, until] = [at(values.from), at(values.to)];
  if (until <= from) throw new UsageError('--to lies before --from');
  const known = values.known === undefined ? systemClock.now() : at(values.known);
  await withDatabase(config, async ({ dataSource, sealer }) => {
    const account = values.account && (await createPeople(dataSource).everByUsername(values.account.toLowerCase()));
    if (values.account && !account) throw new UsageError(`there is no ${values.account}`);
    const touched = await touchedBy(dataSource, {
      from,
      until,
      personId: account ? account.id : null,
      index: values.person ? sealer.index(await numberOfInput()) : null,
    });
    const kinds = new Set<DataKind>();
    const text = (moment: number) => momentText(moment, zone);
    for (const { ticketNumber, phoneMasked, actions, by, firstAt, lastAt } of touched) {
      const seen = [...new Set(actions.flatMap(kindsOf))];
      for (const kind of seen) kinds.add(kind);
      const when = firstAt === lastAt ? text(firstAt) : `${text(firstAt)} – ${text(lastAt)}`;
      console.log([ticketNumber, phoneMasked ?? '-', when, by.join(','), seen.join(',')].join('\t'));
    }
    const persons = new Set(touched.map(({ person }) => person)).size;
    console.log(`\nTiket/tickets: ${touched.length}  Orang/persons: ${persons}`);
    for (const kind of kinds) console.log(`  ${dataKinds[kind].id} / ${dataKinds[kind].en}`);
    if (touched.length === 0) return;
    const facts = {
      office: config.office.name,
      from: text(from),
      until: text(until),
      tellBy: text(known + tellWithinMs),
    };
    const told = notice({ ...facts, kinds: [...kinds] });
    console.log(`\n${told.id}\n\n${told.en}`);
  });
}

async function numberOfInput(): Promise<string> {
  let text = '';
  for await (const part of process.stdin) text += String(part);
  const nik = checkNik(text.trim()).ok ? normalizeNik(text.trim()) : null;
  const number = nik ?? parsePhone(text.trim())?.e164;
  if (!number) throw new UsageError('the input is no telephone number and no NIK');
  return number;
}

try {
  await run();
} catch (error) {
  const typed = error instanceof UsageError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS');
  if (typed) console.error(`${(error as Error).message}\n\n${usage}`);
  else console.error(failureText(error));
  process.exitCode = 1;
}
