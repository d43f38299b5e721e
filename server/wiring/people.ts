import { randomBytes, randomUUID } from 'node:crypto';
import type { PersonRow } from '../store/entities/people.ts';
import { generatePassword, hashPassword } from '../store/passwords.ts';
import type { People } from '../store/people.ts';
import type { Sealer } from '../store/secrets/sealed.ts';

export interface NewPerson {
  readonly username: string;
  readonly displayName: string;
  readonly role: string;
  readonly extension: string | null;
  readonly phone: 'browser' | 'desk';
  readonly locale: string;
}

/** How long a password that is handed out waits for its one log-in. */
const firstPasswordMs = 72 * 60 * 60_000;

/** When a password that is handed out at this moment is worth nothing any more, used or not. */
export const firstPasswordEnds = (now: number): Date => new Date(now + firstPasswordMs);

/**
 * Adds somebody with a generated password, which is returned and kept nowhere.
 * @param passwordExpiresAt null: the password lasts, and may be used as often as one likes
 */
export async function addPerson(
  people: People,
  sealer: Sealer,
  person: NewPerson,
  passwordExpiresAt: Date | null,
): Promise<string> {
  const password = generatePassword();
  const row: Omit<PersonRow, 'createdAt' | 'factorTakenAt'> = {
    ...person,
    id: randomUUID(),
    passwordHash: await hashPassword(password),
    passwordExpiresAt,
    sipSecretSealed: person.extension ? sealer.seal(randomBytes(18).toString('base64url')) : null,
    active: true,
  };
  await people.insert(row);
  return password;
}

/** Whoever supervises listens with a telephone, which stands at the simulator's exchange from the start. */
export const supervisorsTelephone = '301';

/** Invented people, for the first look at a system that has nobody. */
const demoPeople: readonly NewPerson[] = [
  ['admin', 'Administrator', 'admin', null],
  ['agen1', 'Sari Agen', 'agent', '101'],
  ['agen2', 'Budi Agen', 'agent', '102'],
  ['dispatcher', 'Dewi Dispatcher', 'dispatcher', null],
  ['pejabat', 'Pak Pejabat', 'official', null],
  ['sekcam', 'Bu Sekretaris', 'secretary', null],
  ['perangkat', 'Operator Perangkat Daerah', 'agency', null],
  ['koordinator', 'Pak Koordinator', 'coordinator', null],
  ['ppid', 'PPID Utama', 'information_officer', null],
  ['ppid2', 'PPID Pembantu', 'assistant_information_officer', null],
  ['analis', 'Pak Analis', 'analyst', null],
  ['supervisor', 'Rina Supervisor', 'supervisor', supervisorsTelephone],
  ['kepala', 'Ibu Kepala Dinas', 'head', null],
  ['pdp', 'Pejabat Pelindungan Data', 'privacy_officer', null],
].map(([username, displayName, role, extension]) => ({
  username: username as string,
  displayName: displayName as string,
  role: role as string,
  extension: extension ?? null,
  phone: 'browser',
  locale: 'id',
}));

/** On a system without people, outside production: somebody of each role. Returns their log-ins, to be shown once. */
export async function addDemoPeople(people: People, sealer: Sealer) {
  if ((await people.count()) > 0) return [];
  const logIns: { username: string; role: string; password: string }[] = [];
  for (const person of demoPeople) {
    const password = await addPerson(people, sealer, person, null);
    logIns.push({ username: person.username, role: person.role, password });
  }
  return logIns;
}
