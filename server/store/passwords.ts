import { randomInt } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { hash, verify } from '@node-rs/argon2';
import { createTurns } from '../app/shared/turns.ts';

/** Each costs 20 ms of a core: with one core left free, guesses by the dozen keep no call waiting. */
const looking = createTurns({ atOnce: Math.max(1, availableParallelism() - 1), waiting: Number.POSITIVE_INFINITY });

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const over = await looking.take('');
  try {
    return await work();
  } finally {
    over?.();
  }
}

/** Argon2id with the library's own parameters, which follow OWASP's. */
export const hashPassword = (password: string): Promise<string> => inTurn(() => hash(password));

/** A hash nobody has the password of: an unknown name takes as long to refuse as a wrong password. */
let nobody: Promise<string> | undefined;

/** @param stored null when there is no such person. */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  nobody ??= hashPassword(generatePassword());
  const known = stored ?? (await nobody);
  return (await inTurn(() => verify(known, password))) && stored !== null;
}

/** Without letters and digits that look alike on paper. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';

/** Letters and digits in groups of four, of 19.8 bits each: fit to be read out and typed. */
const inGroups = (groups: number): string => {
  const group = () => Array.from({ length: 4 }, () => alphabet[randomInt(alphabet.length)]).join('');
  return Array.from({ length: groups }, group).join('-');
};

/** 79 bits, which open one log-in. */
export const generatePassword = (): string => inGroups(4);

/** 118 bits: kept as a mere fingerprint it is not found by trying (ASVS 5.0, 6.5.2 asks for 112). */
export const generateRecoveryCode = (): string => inGroups(6);
