import { randomBytes } from 'node:crypto';
import { chmodSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const Stored = z.object({
  SIGAP_SECRET_KEY: z.base64().length(44),
  SESSION_SECRET: z.string().min(32),
});

export type GeneratedSecrets = z.infer<typeof Stored>;

/**
 * The secrets of a first run, made once and kept in `secrets.json` (0600) in the data folder, which must exist.
 * A file that cannot be read is an error, never a reason to make new secrets: the personal data in the database
 * could then not be decrypted any more.
 *
 * @throws Error naming the file
 */
export function generatedSecrets(dataDir: string): GeneratedSecrets {
  const path = join(dataDir, 'secrets.json');
  const known = readSecrets(path);
  if (known) {
    // A copy or a restore may have opened it.
    chmodSync(path, 0o600);
    return known;
  }
  const fresh = freshSecrets();
  const part = `${path}.${randomBytes(6).toString('hex')}`;
  writeFileSync(part, `${JSON.stringify(fresh, null, 2)}\n`, { mode: 0o600, flag: 'wx', flush: true });
  try {
    // Linking fails if the file is there by now: of two first starts at once, both use the first one's secrets.
    linkSync(part, path);
    return fresh;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return readSecrets(path) ?? fresh;
  } finally {
    rmSync(part, { force: true });
  }
}

/**
 * As {@link generatedSecrets}, for whoever only looks: nothing is made or changed. Where there is no file yet the secrets are
 * new ones that nobody keeps, as those of a first start would be.
 */
export const secretsForALook = (dataDir: string): GeneratedSecrets =>
  readSecrets(join(dataDir, 'secrets.json')) ?? freshSecrets();

const freshSecrets = (): GeneratedSecrets => ({
  SIGAP_SECRET_KEY: randomBytes(32).toString('base64'),
  SESSION_SECRET: randomBytes(32).toString('base64url'),
});

function readSecrets(path: string): GeneratedSecrets | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const parsed = Stored.safeParse(parseJson(text));
  if (!parsed.success) throw new Error(`${path}: not a file of secrets`);
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
