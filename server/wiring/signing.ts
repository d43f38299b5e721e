import { readFileSync } from 'node:fs';
import type { Clock, Log } from '../app/ports/ports.ts';
import type { CertifiedSigning } from '../app/ports/signing.ts';
import { type Config, ConfigError } from '../config.ts';
import type { SigningKey } from '../papers/signing/cms.ts';
import { openP12, P12Fault } from '../papers/signing/p12.ts';
import { createSigning, withKey } from '../papers/signing/signing.ts';
import { makeTestKey } from '../papers/signing/test-key.ts';

/** What papers say of the certificates that they are to be signed by. */
const words = {
  p12: 'Tanda tangan dibubuhkan di dalam berkas ini dengan sertifikat elektronik; berkas tanpa tanda tangan elektronik di dalamnya belum sah.',
  test: 'Tanda tangan dibubuhkan di dalam berkas ini dengan sertifikat uji, yang tidak berkekuatan hukum.',
} as const;
const month = 30 * 86_400_000;

/** Whoever signs papers by a certificate here; null: nobody. @throws ConfigError where its key cannot be opened */
export function openSigning({ signing }: Pick<Config, 'signing'>, clock: Clock, log: Log): CertifiedSigning | null {
  if (signing === null) return null;
  if (signing.with === 'test') return createSigning('test', words.test, withKey(makeTestKey(clock.now())));
  const key = keyOf(signing.file, signing.password);
  const until = key.certificates[0]?.validTo ?? '';
  if (Date.parse(until) < clock.now() + month) log.warn({ until }, 'the certificate that signs papers is over soon');
  return createSigning('p12', words.p12, withKey(key));
}

function keyOf(file: string, password: string): SigningKey {
  try {
    return openP12(readFileSync(file), password);
  } catch (error) {
    // Neither the file's content nor its password is in any of these words.
    const en =
      error instanceof P12Fault ? error.message : `it cannot be read (${(error as NodeJS.ErrnoException).code})`;
    const id =
      error instanceof P12Fault
        ? 'bukan berkas p12 yang utuh, atau SIGN_KEYSTORE_PASSWORD salah'
        : `berkas ini tidak dapat dibaca`;
    throw new ConfigError([{ name: 'SIGN_KEYSTORE', id, en }]);
  }
}
