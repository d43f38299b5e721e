import { z } from 'zod';
import type { Menu } from '../../../telephony/menu.ts';
import type { Fault } from '../shared/file-fault.ts';
import { unknown } from './faults.ts';

const spoken = z.string().trim().min(1).max(300);
/** `menu` of an entry of `services` in `services.yaml`. */
export const MenuEntry = z.strictObject({
  keys: z.record(z.string(), z.strictObject({ service: z.string().optional(), language: z.string().optional() })),
  tries: z.number().int().min(1).max(3).default(2),
  text: z.strictObject({ id: spoken, en: spoken }),
});
type MenuEntry = z.output<typeof MenuEntry>;

interface Asking {
  readonly channel: string;
  readonly menu?: MenuEntry | undefined;
}

const languages = ['id', 'en'];

/** What is wrong with the menu of a service. @param phones the services by telephone */
export function menuFaults(
  { channel, menu }: Asking,
  phones: readonly string[],
  lineOf: (path: readonly string[]) => number,
): Fault[] {
  if (!menu) return [];
  const keys = Object.entries(menu.keys);
  const faults: Fault[] = [];
  if (channel !== 'phone') faults.push(notHere(lineOf([])));
  if (keys.length === 0) faults.push(noKeys(lineOf(['keys'])));
  for (const [key, { service, language }] of keys) {
    const line = lineOf(['keys', key]);
    if (!/^\d$/.test(key)) faults.push(noKey(line, key));
    if (service === undefined && language === undefined) faults.push(chooses(line, key));
    if (service !== undefined && !phones.includes(service)) faults.push(unknown(line, service, phones));
    if (language !== undefined && !languages.includes(language)) faults.push(unknown(line, language, languages));
  }
  return faults;
}

/** The same as exchanges ask it. @param name the service's */
export const menuOf = (name: string, { keys, tries, text }: MenuEntry): Menu => ({
  ...{ name, tries, text },
  keys: Object.fromEntries(
    Object.entries(keys).map(([key, { service = null, language }]) => [
      key,
      { service, language: language === 'id' || language === 'en' ? language : null },
    ]),
  ),
});

const notHere = (line: number): Fault => ({
  line,
  id: 'menu hanya untuk layanan telepon: hapus baris ini',
  en: 'menu is for services by telephone alone: take this line out',
});
const noKeys = (line: number): Fault => ({
  line,
  id: 'menu tanpa tombol: tulis paling sedikit satu, misalnya "1": { service: hotline }, atau hapus menu',
  en: 'a menu without keys: write one at least, such as "1": { service: hotline }, or take the menu out',
});
const noKey = (line: number, key: string): Fault => ({
  line,
  id: `${key} bukan tombol: pakai satu angka 0 sampai 9, dalam tanda kutip`,
  en: `${key} is no key: use one digit from 0 to 9, in quotes`,
});
const chooses = (line: number, key: string): Fault => ({
  line,
  id: `tombol ${key} tidak memilih apa pun: tulis service, language, atau keduanya`,
  en: `key ${key} chooses nothing: write service, language, or both`,
});
