import { createHash, type X509Certificate } from 'node:crypto';
import { signerOf } from './cms.ts';

/**
 * By whose certificate a paper was signed last: a valid signature of everything in the file but itself, which was added
 * behind exactly the bytes that were to be signed. Null: it is none of these.
 */
export function signatureBehind(before: Uint8Array, signed: Uint8Array): X509Certificate | null {
  const pdf = Buffer.from(signed);
  if (pdf.length <= before.length || !pdf.subarray(0, before.length).equals(before)) return null;
  const more = pdf.subarray(before.length).toString('latin1');
  const ranges = [...more.matchAll(/\/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]/g)].at(-1);
  if (!ranges) return null;
  const [first = -1, from = 0, until = 0, rest = 0] = ranges.slice(1).map(Number);
  const whole = first === 0 && from >= before.length && until > from && until + rest === pdf.length;
  const hex = whole ? pdf.toString('latin1', from, until) : '';
  if (!/^<[0-9A-Fa-f\s]+>$/.test(hex)) return null;
  const digest = createHash('sha256').update(pdf.subarray(0, from)).update(pdf.subarray(until)).digest();
  return signerOf(Buffer.from(hex.slice(1, -1).replaceAll(/\s/g, ''), 'hex'), digest);
}
