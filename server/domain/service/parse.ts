import { z } from 'zod';
import { type Fault, FileFault } from '../shared/file-fault.ts';
import { readYaml } from '../shared/located-yaml.ts';
import { channels } from '../sop/definition.ts';
import { addressKey, type Service } from './service.ts';

const word = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);
const words = z.string().trim().min(1).max(80);

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
});
const File = z.strictObject({ services: z.array(Entry).min(1) });

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
  const entries = parsed.data.services;
  const faults = entries.flatMap((entry, index) => {
    const at = (field: string) => yaml.lineOf(['services', index, field]);
    return [...faultsOf(entry, entries.slice(0, index), known, at), ...answerFaults(entry, entries, at)];
  });
  if (!entries.some(({ channel }) => channel === 'phone')) faults.push(noHotline);
  if (faults.length > 0) throw new FileFault(file, faults);
  return entries.map(({ sop, answers_by: answersBy, ...service }) => ({ ...service, sopId: sop, answersBy }));
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
const twice = (line: number, what: string): Fault => ({
  line,
  id: `${what} tertulis dua kali: hapus salah satunya`,
  en: `${what} is written twice: remove one of them`,
});
const unknown = (line: number, what: string, there: readonly string[]): Fault => ({
  line,
  id: `${what} tidak ada; yang ada: ${there.join(', ')}`,
  en: `there is no ${what}; there are: ${there.join(', ')}`,
});
const otherChannel = (line: number, { sop, channel }: Entry, there: readonly string[]): Fault => ({
  line,
  id: `SOP ${sop} bukan untuk saluran ${channel}, melainkan ${there.join(', ')}: pilih SOP lain`,
  en: `SOP ${sop} is not for the channel ${channel} but for ${there.join(', ')}: choose another`,
});
const noHotline: Fault = {
  line: null,
  id: 'tidak ada layanan dengan saluran phone: tulis satu, agar panggilan masuk punya SOP',
  en: 'no service has the channel phone: write one, so that calls have a procedure',
};
