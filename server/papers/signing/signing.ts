import { createHash } from 'node:crypto';
import type { Certified, CertifiedSigning, ToCertify } from '../../app/ports/signing.ts';
import { signatureBehind } from './check.ts';
import { detachedSignature, type SigningKey } from './cms.ts';
import { filledIn, signedParts, withSignatureField } from './pdf-update.ts';

/** Whoever puts a signature behind the bytes of a PDF: a key here, or a provider elsewhere. May throw: nobody signs now. */
type PutsSignature = (asked: ToCertify) => Promise<Uint8Array>;

/** Signs with a key that this server holds. */
export const withKey =
  (key: SigningKey): PutsSignature =>
  async ({ pdf, signer, at }) => {
    const field = withSignatureField(pdf, { name: signer.name, reason: signer.title, at });
    const digest = createHash('sha256');
    for (const part of signedParts(field.pdf, field.hole)) digest.update(part);
    return filledIn(field, detachedSignature(key, digest.digest()));
  };

/**
 * Signatures by whoever puts them, each looked at before it counts: valid, of exactly these bytes, by a certificate that is in force.
 */
export function createSigning(by: string, words: string, puts: PutsSignature): CertifiedSigning {
  const sign = async (asked: ToCertify): Promise<Certified> => {
    let pdf: Uint8Array;
    try {
      pdf = await puts(asked);
    } catch (error) {
      // Its words are the provider's: only what kind of fault it is goes into the log.
      return { ok: false, why: 'away', reason: error instanceof Error ? error.name : 'unknown' };
    }
    const certificate = signatureBehind(asked.pdf, pdf);
    if (!certificate) return { ok: false, why: 'unfit', reason: 'no valid signature of these bytes' };
    const [from, until] = [Date.parse(certificate.validFrom), Date.parse(certificate.validTo)];
    if (asked.at < from || asked.at > until)
      return { ok: false, why: 'unfit', reason: 'the certificate is not in force' };
    return { ok: true, pdf, certificate: `${certificate.subject.replaceAll('\n', ', ')}; ${certificate.serialNumber}` };
  };
  return { by, words, sign };
}
