import { type ConfigFault, refused } from './faults.ts';
import type { Both } from './setting.ts';
import { type SettingName, settings, type Values } from './settings.ts';

export type SignConfig = { with: 'p12'; file: string; password: string } | { with: 'test' };

/** A p12 file comes with its password; a certificate that nobody vouches for signs no paper of a real office. */
export function checkSigning(
  values: Values,
  production: boolean,
  need: (name: SettingName, why: Both) => void,
  faults: ConfigFault[],
): void {
  if (values.SIGN_WITH === 'p12') {
    const why = { id: 'bila SIGN_WITH=p12', en: 'when SIGN_WITH=p12' };
    need('SIGN_KEYSTORE', why);
    need('SIGN_KEYSTORE_PASSWORD', why);
  }
  if (values.SIGN_WITH === 'test' && production) {
    const why = {
      id: 'dalam production: sertifikat uji tidak berkekuatan hukum; pakai p12 atau none',
      en: 'in production: a test certificate has no legal force; use p12 or none',
    };
    faults.push(refused('SIGN_WITH', settings.SIGN_WITH, why));
  }
}

/** Null: signatures are acts in the system alone. */
export function signingOf({ SIGN_WITH, SIGN_KEYSTORE, SIGN_KEYSTORE_PASSWORD }: Values): SignConfig | null {
  if (SIGN_WITH === 'test') return { with: 'test' };
  if (SIGN_WITH !== 'p12' || SIGN_KEYSTORE === undefined || SIGN_KEYSTORE_PASSWORD === undefined) return null;
  return { with: 'p12', file: SIGN_KEYSTORE, password: SIGN_KEYSTORE_PASSWORD };
}
