import type { HandedOut } from '../ports/people.ts';
import type { Clock } from '../ports/ports.ts';

/** How long a password that is handed out waits for its one log-in. */
const firstPasswordMs = 72 * 60 * 60_000;

/** A password that is told this once. `expiresAt`, epoch ms: it is worth nothing after it, used or not; null: it lasts. */
export interface NewPassword {
  readonly personId: string;
  readonly username: string;
  readonly password: string;
  readonly expiresAt: number | null;
}

/** A password, and what is stored of it. */
export interface MadePassword extends Pick<NewPassword, 'password' | 'expiresAt'> {
  readonly stored: HandedOut;
}

export interface FirstPasswordsDeps {
  readonly password: () => string;
  readonly hash: (password: string) => Promise<string>;
  readonly clock: Pick<Clock, 'now'>;
}

/** Makes passwords for others. The argument says whether they last, and may be used as often as one likes. */
export const createFirstPasswords =
  ({ password: generate, hash, clock }: FirstPasswordsDeps) =>
  async (lasts: boolean): Promise<MadePassword> => {
    const password = generate();
    const expiresAt = lasts ? null : clock.now() + firstPasswordMs;
    return { password, expiresAt, stored: { passwordHash: await hash(password), passwordExpiresAt: expiresAt } };
  };
