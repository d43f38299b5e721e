import { randomInt } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

/** Argon2id with the library's own parameters, which follow OWASP's. */
export const hashPassword = (password: string): Promise<string> => hash(password);

/** A hash nobody has the password of: an unknown name takes as long to refuse as a wrong password. */
let nobody: Promise<string> | undefined;

/** @param stored null when there is no such person. */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  nobody ??= hash(generatePassword());
  const right = await verify(stored ?? (await nobody), password);
  return right && stored !== null;
}

/** Without letters and digits that look alike on paper. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';

/** Sixteen letters and digits in groups of four, 79 bits: fit to be read out and typed. */
export function generatePassword(): string {
  const group = () => Array.from({ length: 4 }, () => alphabet[randomInt(alphabet.length)]).join('');
  return [group(), group(), group(), group()].join('-');
}
