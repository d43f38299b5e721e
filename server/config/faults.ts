import type { Both, Setting } from './setting.ts';

/** One thing wrong with the configuration, in words for the person who set it. */
export type ConfigFault = Both & { name: string };

/** Thrown with every fault found, not only the first; its message is fit to print. */
export class ConfigError extends Error {
  readonly faults: readonly ConfigFault[];

  constructor(faults: readonly ConfigFault[]) {
    const lines = faults.flatMap((fault) => [`  ${fault.name}`, `    ${fault.id}`, `    ${fault.en}`]);
    const title = `Konfigurasi salah (${faults.length}) / Wrong configuration (${faults.length})`;
    super([title, ...lines].join('\n'));
    this.name = 'ConfigError';
    this.faults = faults;
  }
}

/** The setting has a value that cannot be read. A secret's value is not repeated, nor more than a line of any. */
export function wrongValue(name: string, setting: Setting, text: string): ConfigFault {
  const shown = setting.secret ? '' : ` ${JSON.stringify(text.slice(0, 60))}`;
  return {
    name,
    id: `nilai${shown} salah; harus ${setting.expects.id}. Contoh: ${name}=${setting.example}`,
    en: `the value${shown} is wrong; it must be ${setting.expects.en}. Example: ${name}=${setting.example}`,
  };
}

/** The setting has no value, and `why` makes it necessary. */
export function missing(name: string, setting: Setting, why: Both): ConfigFault {
  return {
    name,
    id: `wajib diisi ${why.id}: ${setting.expects.id}. Contoh: ${name}=${setting.example}`,
    en: `must be set ${why.en}: ${setting.expects.en}. Example: ${name}=${setting.example}`,
  };
}

/** The value can be read, but must not be used; `why` completes the sentence. */
export function refused(name: string, setting: Setting, why: Both): ConfigFault {
  return {
    name,
    id: `ditolak ${why.id}. Contoh: ${name}=${setting.example}`,
    en: `refused ${why.en}. Example: ${name}=${setting.example}`,
  };
}

/** A file that is named, by a setting or by a person, is not there. */
export function noSuchFile(name: string, file: string): ConfigError {
  const fault = {
    name,
    id: `berkas ${file} tidak ada; periksa namanya`,
    en: `there is no file ${file}; check the name`,
  };
  return new ConfigError([fault]);
}
