import { checkNik, maskNik, normalizeNik } from '../../domain/identity/nik.ts';
import { maskPhone, parsePhone } from '../../domain/identity/phone.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { StoreTransaction } from '../ports/ports.ts';

/**
 * Seals what was written in sealed fields beside the case, where it is masked on every screen.
 * @param as `draft`: what is not a whole number or NIK yet is left in the form; an emptied one is cleared.
 * @returns what the record then shows of them
 */
export async function keepSealed(
  tx: Pick<StoreTransaction, 'saveSender' | 'saveNik' | 'saveSecret'>,
  caseId: string,
  secrets: Readonly<Record<string, string>>,
  as: 'action' | 'draft' = 'action',
): Promise<Partial<Pick<CaseRecord, 'phoneMasked' | 'nikMasked'>>> {
  const shown: { phoneMasked?: string; nikMasked?: string | null } = {};
  for (const [name, value] of Object.entries(secrets)) {
    if (name === 'phone') {
      const number = parsePhone(value);
      if (!number) continue;
      shown.phoneMasked = maskPhone(number.e164);
      await tx.saveSender(caseId, { address: number.e164, masked: shown.phoneMasked });
    } else if (name === 'nik') {
      const whole = checkNik(value).ok ? normalizeNik(value) : null;
      if (whole === null && value !== '') continue;
      shown.nikMasked = whole === null ? null : maskNik(whole);
      await tx.saveNik(caseId, whole, shown.nikMasked);
    } else if (as === 'action') await tx.saveSecret(caseId, name, value);
  }
  return shown;
}
