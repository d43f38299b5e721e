import { createHash, randomBytes } from 'node:crypto';

/** 43 characters that nobody guesses, for links and programs. @param prefix by which a reader of secrets knows it */
export const newToken = (prefix = ''): string => `${prefix}${randomBytes(32).toString('base64url')}`;

/** What is kept of a token, hexadecimal. What was random in 32 bytes needs no slow hash: nobody can try so many. */
export const hashOfToken = (token: string): string => createHash('sha256').update(token).digest('hex');
