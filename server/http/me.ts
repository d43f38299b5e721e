import type { Me, Role } from '../contract/people.ts';

export interface PersonForLogIn {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  readonly role: string;
  readonly extension: string | null;
  readonly locale: string;
  readonly passwordHash: string;
  /** Of a password that was handed out; null: of one's own. */
  readonly passwordExpiresAt: Date | null;
  readonly factorTakenAt: Date | null;
}

/** Who was wrong at the log-in is answered no sooner than this, so that guessing is slow even before it is slowed. */
export const wrongPasswordMs = 500;

export const meOf = (
  { id, username, displayName, role, extension, locale, factorTakenAt }: PersonForLogIn,
  owes: Me['owes'],
): Me => ({
  userId: id,
  username,
  displayName,
  role: role as Role,
  extension,
  locale: locale as Me['locale'],
  owes,
  factorTakenAt: factorTakenAt?.getTime() ?? null,
});
