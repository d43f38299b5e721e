import { z } from 'zod';
import { missedRules } from '../call/missed.ts';
import { type Fault, FileFault } from '../shared/file-fault.ts';
import { readYaml } from '../shared/located-yaml.ts';
import { toLevels } from '../sop/parse.ts';
import { EscalationLevel } from '../sop/schema.ts';
import { channels } from '../sop/terms.ts';
import { Basis, basisFaults, basisNamed, unstated } from './bases.ts';
import { twice, unknown } from './faults.ts';
import { MenuEntry, menuFaults, menuOf } from './menu.ts';
import { addressKey, type Service } from './service.ts';

const word = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);
const words = z.string().trim().min(1).max(80);

const sms = z.string().trim().min(1).max(300);
const minuteMs = 60_000;

const Entry = z.strictObject({
  id: word,
  name: z.strictObject({ id: words, en: words }),
  channel: z.enum(channels),
  addresses: z.array(z.string().trim().min(1).max(120)).default([]),
  sop: word,
  hours: word,
  catalogue: word.default('civil-registry'),
  gateway: word.nullable().default(null),
  answers_by: word.nullable().default(null),
  closes: z.boolean().optional(),
  records: z.boolean().optional(),
  voicemail: z.boolean().optional(),
  overflow: z
    .strictObject({ after: z.number().int().min(15).max(7_200), to: z.enum(['voicemail', 'call_back']) })
    .optional(),
  menu: MenuEntry.optional(),
  waiting: z
    .strictObject({
      says: z.boolean().default(false),
      call_back_after: z.number().int().min(10).max(3_600).nullable().default(null),
    })
    .optional(),
  call_back: z
    .strictObject({
      minutes: z
        .number()
        .int()
        .min(1)
        .max(10_080)
        .default(missedRules.withinMs / minuteMs),
      tries: z.number().int().min(1).max(20).default(missedRules.tries),
      text: z.strictObject({ id: sms, en: sms }).nullable().default(null),
      escalate: z.array(EscalationLevel).optional(),
    })
    .optional(),
  basis: word.nullable().default(null),
  spoken: z.string().nullable().default(null),
});
const File = z.strictObject({ bases: z.array(Basis).default([]), services: z.array(Entry).min(1) });

/**
 * Reads `services.yaml`.
 * @param file its name, for the faults
 * @param known what the entries may speak of
 * @throws FileFault with every fault, its line and what to do
 */
export function parseServices(text: string, file: string, known: KnownToServices): readonly Service[] {
  const yaml = readYaml(text, file);
  const parsed = File.safeParse(yaml.value);
  if (!parsed.success) {
    throw new FileFault(
      file,
      parsed.error.issues.map(({ path, message }) => wrongField(yaml.lineOf(path), path.join('.'), message)),
    );
  }
  const { services: entries, bases } = parsed.data;
  const phones = entries.filter(({ channel }) => channel === 'phone').map(({ id }) => id);
  const faults = entries.flatMap((entry, index) => {
    const at = (field: string) => yaml.lineOf(['services', index, field]);
    return [
      ...faultsOf(entry, entries.slice(0, index), known, at),
      ...answerFaults(entry, entries, at),
      ...unstated(entry, bases, at),
      ...recordingFaults(entry, bases, at),
      ...menuFaults(entry, phones, (path) => yaml.lineOf(['services', index, 'menu', ...path])),
    ];
  });
  faults.push(
    ...bases.flatMap((one, index) =>
      basisFaults(one, bases.slice(0, index), (field) => yaml.lineOf(['bases', index, field])),
    ),
  );
  if (!entries.some(({ channel }) => channel === 'phone')) faults.push(noHotline);
  if (faults.length > 0) throw new FileFault(file, faults);
  return entries.map(({ sop, answers_by: answersBy, call_back: callBack, basis: named, spoken, ...rest }) => {
    const { closes, records, voicemail, overflow, menu, waiting, ...service } = rest;
    return {
      ...{ ...service, sopId: sop, answersBy, basis: basisNamed(named, bases), spoken: spoken !== null },
      ...(closes !== undefined && { closes }),
      ...(records !== undefined && { records }),
      ...(voicemail !== undefined && { voicemail }),
      ...(menu && { menu: menuOf(service.id, menu) }),
      ...(overflow && { overflow: { afterMs: overflow.after * 1_000, to: overflow.to } }),
      ...(waiting && {
        waiting: {
          says: waiting.says,
          offersAfterMs: waiting.call_back_after === null ? null : waiting.call_back_after * 1_000,
        },
      }),
      ...(callBack && {
        callBack: {
          ...{ withinMs: callBack.minutes * minuteMs, tries: callBack.tries, text: callBack.text },
          escalate: callBack.escalate ? toLevels(callBack.escalate) : missedRules.escalate,
        },
      }),
    };
  });
}

/** What there is. */
export interface KnownToServices {
  /** Channels of each procedure, by its id. */
  readonly sops: ReadonlyMap<string, readonly string[]>;
  readonly calendars: ReadonlySet<string>;
  readonly catalogues: ReadonlySet<string>;
}

type Entry = z.output<typeof Entry>;

function faultsOf(
  entry: Entry,
  before: readonly Entry[],
  { sops, calendars, catalogues }: KnownToServices,
  at: (field: string) => number,
): Fault[] {
  const faults: Fault[] = [];
  const channelsOfSop = sops.get(entry.sop);
  if (before.some(({ id }) => id === entry.id)) faults.push(twice(at('id'), entry.id));
  if (!channelsOfSop) faults.push(unknown(at('sop'), entry.sop, [...sops.keys()]));
  else if (!channelsOfSop.includes(entry.channel)) faults.push(otherChannel(at('channel'), entry, channelsOfSop));
  if (!calendars.has(entry.hours)) faults.push(unknown(at('hours'), entry.hours, [...calendars]));
  if (!catalogues.has(entry.catalogue)) faults.push(unknown(at('catalogue'), entry.catalogue, [...catalogues]));
  const same = before.filter(({ channel }) => channel === entry.channel);
  const keyOf = (address: string) => addressKey(entry.channel, address);
  const others = new Set(same.flatMap(({ addresses }) => addresses.map(keyOf)));
  const taken = entry.addresses.find((address) => others.has(keyOf(address)));
  if (taken !== undefined) faults.push(twice(at('addresses'), taken));
  if (entry.addresses.length === 0 && same.some(({ addresses }) => addresses.length === 0)) {
    faults.push(twice(at('channel'), `${entry.channel} (*)`));
  }
  return faults;
}

/** Whom a telephone number is known of can be written to by SMS or WhatsApp, where something carries it. */
function answerFaults({ answers_by: by }: Entry, entries: readonly Entry[], at: (field: string) => number): Fault[] {
  if (by === null) return [];
  const able = entries.filter(({ channel, gateway }) => (channel === 'sms' || channel === 'whatsapp') && gateway);
  const ids = able.map(({ id }) => id);
  return ids.includes(by) ? [] : [unknown(at('answers_by'), by, ids)];
}

const wrongField = (line: number, field: string, message: string): Fault => ({
  line,
  id: `${field || 'berkas'}: isinya tidak sesuai; lihat services.yaml bawaan (${message})`,
  en: `${field || 'file'}: not what is expected; see the services.yaml that is shipped (${message})`,
});
const otherChannel = (line: number, { sop, channel }: Entry, there: readonly string[]): Fault => ({
  line,
  id: `SOP ${sop} bukan untuk saluran ${channel}, melainkan ${there.join(', ')}: pilih SOP lain`,
  en: `SOP ${sop} is not for the channel ${channel} but for ${there.join(', ')}: choose another`,
});
/** What a caller says is recorded on the basis that the service states; and an offer comes before the end of the wait. */
function recordingFaults(
  entry: Entry,
  bases: readonly z.output<typeof Basis>[],
  at: (field: string) => number,
): Fault[] {
  const { records, voicemail, overflow, waiting, channel, basis } = entry;
  const wants = [
    ...(records ? ['records'] : []),
    ...(voicemail ? ['voicemail'] : []),
    ...(overflow?.to === 'voicemail' ? ['overflow'] : []),
  ];
  // Before an answer nothing may be recorded, and the exchange waits for none.
  const asked = bases.some(({ id, kind }) => id === basis && kind === 'consent');
  const unstated = channel !== 'phone' || basis === null || asked ? wants.map((name) => unfounded(at(name), name)) : [];
  const offer = waiting?.call_back_after ?? null;
  const late = overflow && offer !== null && offer >= overflow.after;
  return [...unstated, ...(late ? [lateOffer(at('overflow'))] : [])];
}

const unfounded = (line: number, name: string): Fault => ({
  line,
  id: `${name} hanya untuk layanan telepon yang menyebut basis: tulis atas dasar apa suara direkam; persetujuan bukan dasar yang cukup, karena rekaman mulai sebelum dijawab`,
  en: `${name} is for services by telephone that name a basis: write on what voices are recorded; consent does not do, since the recording begins before it is given`,
});
const lateOffer = (line: number): Fault => ({
  line,
  id: 'overflow datang sebelum tawaran ditelepon kembali: buat after lebih lama dari call_back_after',
  en: 'the overflow comes before the offer of a call back: make after longer than call_back_after',
});
const noHotline: Fault = {
  line: null,
  id: 'tidak ada layanan dengan saluran phone: tulis satu, agar panggilan masuk punya SOP',
  en: 'no service has the channel phone: write one, so that calls have a procedure',
};
