import { randomInt } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { hash, verify } from '@node-rs/argon2';
import { createFairTurns } from '../app/shared/fair-turns.ts';

/**
 * Each costs 20 ms of a core: with one core left free, guesses by the dozen keep no call waiting. Whoever asks for many, such as
 * one address, stands behind themselves: another waits for one of theirs.
 */
const looking = createFairTurns({ atOnce: Math.max(1, availableParallelism() - 1), each: 20, waiting: 1_000 });

/** As many wait as may. */
export class TooManyPasswords extends Error {
  constructor() {
    super('too many passwords at one time');
    this.name = 'TooManyPasswords';
  }
}

async function inTurn<T>(line: string, work: () => Promise<T>): Promise<T> {
  const over = await looking.take(line);
  if (!over) throw new TooManyPasswords();
  try {
    return await work();
  } finally {
    over();
  }
}

/**
 * Argon2id with the library's own parameters, which follow OWASP's.
 * @param line whose work it is
 * @throws TooManyPasswords
 */
export const hashPassword = (password: string, line = ''): Promise<string> => inTurn(line, () => hash(password));

/** A hash nobody has the password of: an unknown name takes as long to refuse as a wrong password. */
let nobody: Promise<string> | undefined;

/**
 * @param stored null when there is no such person
 * @param line whose attempt it is
 * @throws TooManyPasswords
 */
export async function verifyPassword(stored: string | null, password: string, line: string): Promise<boolean> {
  nobody ??= hash(generatePassword());
  const known = stored ?? (await nobody);
  return (await inTurn(line, () => verify(known, password))) && stored !== null;
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
