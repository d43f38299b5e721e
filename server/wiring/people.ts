import { randomBytes } from 'node:crypto';
import {
  type AdministrationDeps,
  createPeopleAdministration,
  type PeopleAdministration,
} from '../app/people/administration.ts';
import type { PeopleStore } from '../app/ports/people.ts';
import type { Clock } from '../app/ports/ports.ts';
import type { PersonDraft } from '../domain/people/person.ts';
import { generatePassword, hashPassword } from '../store/passwords.ts';
import type { Sealer } from '../store/secrets/sealed.ts';

/** Of a command, which serves nobody: a server that runs sees that log-ins have ended. */
const noEffects: AdministrationDeps['effects'] = {
  leavesTelephone: () => Promise.resolve(null),
  changed: () => Promise.resolve(),
  loggedOut: () => Promise.resolve(),
};

interface AdministrationParts {
  readonly store: PeopleStore;
  readonly sealer: Pick<Sealer, 'seal'>;
  readonly clock: Pick<Clock, 'now'>;
}

/** The administration of people on a database. */
export const createAdministration = (
  { store, sealer, clock }: AdministrationParts,
  effects = noEffects,
): PeopleAdministration =>
  createPeopleAdministration({
    store,
    secrets: {
      password: generatePassword,
      hash: hashPassword,
      sip: () => sealer.seal(randomBytes(18).toString('base64url')),
    },
    clock,
    effects,
  });

/** Whoever supervises listens with a telephone, which stands at the simulator's exchange from the start. */
export const supervisorsTelephone = '301';

/** Invented people, for the first look at a system that has nobody. */
const demoPeople: readonly PersonDraft[] = [
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
export async function addDemoPeople(administration: Pick<PeopleAdministration, 'all' | 'add'>) {
  if ((await administration.all()).length > 0) return [];
  const result = await administration.add(demoPeople, { personId: null, way: 'first start' }, true);
  const added = 'added' in result ? result.added : [];
  return added.map(({ username, password }, index) => ({ username, role: demoPeople[index]?.role ?? '', password }));
}
