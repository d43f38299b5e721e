import { z } from 'zod';
import { type ConfigFault, missing, wrongValue } from './faults.ts';
import { optional, type Setting } from './setting.ts';
import { type SettingName, settings, type Values } from './settings.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What each exchange has for itself; the queue is the office's. */
const own = [
  'ASTERISK_HOST',
  'ASTERISK_AMI_PORT',
  'ASTERISK_AMI_USER',
  'ASTERISK_AMI_SECRET',
  'ASTERISK_HOTLINE_CONTEXT',
  'ASTERISK_AGI_HOST',
  'ASTERISK_AGI_PORT',
  'ASTERISK_REGISTRATION_TOKEN',
  'ASTERISK_WEBSOCKET_URL',
  'ASTERISK_SIP_DOMAIN',
  'ASTERISK_CALL_LOG',
  'ASTERISK_RECORDINGS',
  'ASTERISK_QUEUES_FILE',
  'ASTERISK_CALLS_OUT',
] as const satisfies SettingName[];
export type ExchangeSettingName = (typeof own)[number];
export type ExchangeSetting = Pick<Values, ExchangeSettingName>;

/** What an exchange cannot do without. */
export const asteriskNeeds = [
  'ASTERISK_HOST',
  'ASTERISK_AMI_USER',
  'ASTERISK_AMI_SECRET',
  'ASTERISK_REGISTRATION_TOKEN',
] as const satisfies ExchangeSettingName[];

/** An exchange besides the first one, as its settings say. */
export interface OtherExchange {
  readonly name: string;
  readonly prefix: string;
  readonly values: ExchangeSetting;
}

/** `ASTERISK_HOST` of `selatan` is `ASTERISK_SELATAN_HOST`. */
export const otherSetting = (exchange: string, setting: ExchangeSettingName): string =>
  setting.replace(/^ASTERISK_/, `ASTERISK_${exchange.toUpperCase()}_`);

const prefixName = (exchange: string): string => `ASTERISK_${exchange.toUpperCase()}_PREFIX`;
const prefixSetting = optional(z.string().regex(/^\d{1,4}$/), {
  meaning: { id: 'Angka di depan nomor pesawatnya', en: 'Digits before the numbers of its telephones' },
  expects: {
    id: '1 sampai 4 angka: di Sigap pesawat 201 miliknya menjadi 7201',
    en: '1 to 4 digits: in Sigap its telephone 201 becomes 7201',
  },
  example: '7',
});

const named = (env: Environment): readonly string[] => {
  const text = env.ASTERISK_EXCHANGES?.trim();
  const read = text ? settings.ASTERISK_EXCHANGES.schema.safeParse(text) : null;
  return read?.success ? (read.data ?? []) : [];
};

/** The names of all settings that the exchanges named in the environment may have. */
export const otherSettingNames = (env: Environment): string[] =>
  named(env).flatMap((exchange) => [...own.map((name) => otherSetting(exchange, name)), prefixName(exchange)]);

/** Those among them that may be given as a file. */
export const otherSecretNames = (env: Environment): string[] =>
  named(env).flatMap((exchange) =>
    own.filter((name) => settings[name].secret).map((name) => otherSetting(exchange, name)),
  );

/** Reads the exchanges that `ASTERISK_EXCHANGES` names. Adds what is wrong or missing to `faults`. */
export function readOthers(env: Environment, first: Values, faults: ConfigFault[]): OtherExchange[] {
  const why = { id: 'bila ASTERISK_EXCHANGES menyebut sentral ini', en: 'when ASTERISK_EXCHANGES names this exchange' };
  const read = (name: string, setting: Setting & { fallback?: string }, needed: boolean): unknown => {
    const text = env[name]?.trim() || setting.fallback;
    if (text === undefined) {
      if (needed) faults.push(missing(name, setting, why));
      return undefined;
    }
    const result = setting.schema.safeParse(text);
    if (!result.success) faults.push(wrongValue(name, setting, text));
    return result.data;
  };
  const others = named(env).map((exchange): OtherExchange => {
    const entries = own.map((name) => {
      const needed = (asteriskNeeds as readonly string[]).includes(name);
      return [name, read(otherSetting(exchange, name), settings[name], needed)];
    });
    const prefix = read(prefixName(exchange), prefixSetting, true);
    return {
      ...{ name: exchange, prefix: typeof prefix === 'string' ? prefix : '' },
      values: Object.fromEntries(entries) as ExchangeSetting,
    };
  });
  if (others.length > 0) checkApart(first, others, faults);
  return others;
}

/** What two exchanges must not share: each would take the other's callers, words or files for its own. */
function checkApart(first: ExchangeSetting, others: readonly OtherExchange[], faults: ConfigFault[]): void {
  const all = [
    { values: first, called: (name: ExchangeSettingName): string => name },
    ...others.map(({ name: exchange, values }) => ({
      values,
      called: (name: ExchangeSettingName) => otherSetting(exchange, name),
    })),
  ];
  const apart = (name: ExchangeSettingName, of: (values: ExchangeSetting) => string | undefined) => {
    const seen = new Map<string, string>();
    for (const { values, called } of all) {
      const value = of(values);
      if (value === undefined) continue;
      const other = seen.get(value);
      if (other !== undefined)
        faults.push({
          name: called(name),
          id: `sama dengan ${other}: harus lain`,
          en: `is that of ${other}: must differ`,
        });
      else seen.set(value, called(name));
    }
  };
  apart('ASTERISK_AMI_PORT', (of) => of.ASTERISK_HOST && `${of.ASTERISK_HOST} ${of.ASTERISK_AMI_PORT}`);
  apart('ASTERISK_AGI_PORT', (of) => String(of.ASTERISK_AGI_PORT));
  apart('ASTERISK_REGISTRATION_TOKEN', (of) => of.ASTERISK_REGISTRATION_TOKEN);
  apart('ASTERISK_CALL_LOG', (of) => of.ASTERISK_CALL_LOG);
  apart('ASTERISK_RECORDINGS', (of) => of.ASTERISK_RECORDINGS);
  apart('ASTERISK_QUEUES_FILE', (of) => of.ASTERISK_QUEUES_FILE);
  for (const [index, { name, prefix }] of others.entries()) {
    const before = others.slice(0, index).find((one) => one.prefix.startsWith(prefix) || prefix.startsWith(one.prefix));
    if (!before || prefix === '' || before.prefix === '') continue;
    const other = prefixName(before.name);
    faults.push({
      name: prefixName(name),
      id: `tidak dapat dibedakan dari ${other}: yang satu tidak boleh awal yang lain`,
      en: `cannot be told from ${other}: neither may begin the other`,
    });
  }
}
