import { readFileSync } from 'node:fs';
import { otherSecretNames } from './asterisk-others.ts';
import type { ConfigFault } from './faults.ts';
import { type SettingName, settings } from './settings.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const secrets = (Object.keys(settings) as SettingName[]).filter((name) => settings[name].secret);

/**
 * The environment with each secret that is given as a file (`NAME_FILE`) read from there, as containers and systemd hand
 * them over. Given both ways, or in a file that is empty or cannot be read, is a fault: adds it to `faults`.
 */
export function withFiles(env: Environment, faults: ConfigFault[]): Environment {
  const read: Record<string, string> = {};
  for (const name of [...secrets, ...otherSecretNames(env)]) {
    const path = env[`${name}_FILE`]?.trim();
    if (!path) continue;
    const refuse = (id: string, en: string) => void faults.push({ name: `${name}_FILE`, id, en });
    if (env[name]?.trim()) {
      refuse(`${name} sudah diisi: pakai salah satu saja`, `${name} is set as well: use one of both`);
      continue;
    }
    try {
      const text = readFileSync(path, 'utf8').trim();
      if (text === '') refuse('berkas ini kosong', 'this file is empty');
      read[name] = text;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      refuse(`berkas ini tidak dapat dibaca (${code})`, `this file cannot be read (${code})`);
    }
  }
  return { ...env, ...read };
}
