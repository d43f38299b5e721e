import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Config, ConfigError, loadConfig } from '../../server/config.ts';

type Env = Readonly<Record<string, string>>;

/** A data folder of the test's own, and what a configuration with it would be. */
export interface ConfigFolder {
  readonly path: string;
  /** @throws ConfigError */
  load(env?: Env): Config;
  /** What is wrong with these settings; nothing when they are accepted. */
  faultsOf(env: Env): ConfigError['faults'];
  /** As `faultsOf`, the names of the settings only. */
  faulty(env: Env): string[];
  remove(): void;
}

/** Made anew for each test: the server leaves its generated secrets there. */
export function createConfigFolder(): ConfigFolder {
  const path = mkdtempSync(join(tmpdir(), 'sigap-config-'));
  const load = (env: Env = {}) => loadConfig({ SIGAP_DATA_DIR: path, ...env });
  const faultsOf = (env: Env) => {
    try {
      load(env);
    } catch (error) {
      if (error instanceof ConfigError) return error.faults;
      throw error;
    }
    return [];
  };
  return {
    path,
    load,
    faultsOf,
    faulty: (env) => faultsOf(env).map(({ name }) => name),
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** Of `SIGAP_SECRET_KEY`. */
export const key = Buffer.from(Array.from({ length: 32 }, (_, at) => at * 7)).toString('base64');
/** Of `SESSION_SECRET`. */
export const session = 'x9Kq2mVb7RtYw3LpZc8NfHj5DsGa4EuT';

/** What Asterisk needs. */
export const asterisk = {
  ASTERISK_HOST: 'pbx.example.go.id',
  ASTERISK_AMI_USER: 'sigap',
  ASTERISK_AMI_SECRET: 'kT7fQ0pZr3VxWm9s',
  ASTERISK_REGISTRATION_TOKEN: 'bN4hY8uJd2LgRq6c',
};

/** What an office in production needs at least. */
export const production = {
  NODE_ENV: 'production',
  SIGAP_SECRET_KEY: key,
  SESSION_SECRET: session,
  PUBLIC_URL: 'https://sigap.example.go.id',
  TRUST_PROXY: 'loopback',
  SIGAP_ENCRYPTED_STORE: 'luks',
  ...asterisk,
};
