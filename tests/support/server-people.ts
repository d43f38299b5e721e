import type { Role } from '../../server/contract/people.ts';
import { createDataSource } from '../../server/store/data-source.ts';
import { hashPassword } from '../../server/store/passwords.ts';
import { createPeople } from '../../server/store/people.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';

/** Of everybody below. Not worth guessing: it opens test databases only. */
export const password = 'kata-sandi-uji';

const person = (n: number, username: string, role: Role, extension: string | null = null) => ({
  id: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
  username,
  displayName: `${username} Uji`,
  role,
  extension,
});

/** Somebody of each role, in every database of {@link createServerDatabase}. */
export const people = {
  sari: person(1, 'sari', 'agent', '101'),
  budi: person(2, 'budi', 'agent', '102'),
  dewi: person(3, 'dewi', 'dispatcher'),
  agus: person(4, 'agus', 'official'),
  tono: person(5, 'tono', 'official'),
  rina: person(6, 'rina', 'supervisor'),
  joko: person(7, 'joko', 'coordinator'),
  wati: person(8, 'wati', 'head'),
  hadi: person(9, 'hadi', 'analyst'),
  admin: person(10, 'admin', 'admin'),
  lia: person(11, 'lia', 'agency'),
  sinta: person(12, 'sinta', 'secretary'),
  putri: person(13, 'putri', 'information_officer'),
  yusuf: person(14, 'yusuf', 'assistant_information_officer'),
  nadia: person(15, 'nadia', 'privacy_officer'),
} as const;
export type Username = keyof typeof people;

/** A database of its own with the migrations run and the people in it; both are done once in a run. */
export function createServerDatabase(): Promise<TestDatabase> {
  return createTestDatabase({ template: { name: 'server', prepare } });
}

async function prepare(url: string): Promise<void> {
  const dataSource = await createDataSource(url, 2).initialize();
  try {
    await dataSource.runMigrations();
    const passwordHash = await hashPassword(password);
    const store = createPeople(dataSource);
    for (const one of Object.values(people)) {
      await store.insert({ ...one, passwordHash, phone: 'browser', sipSecretSealed: null, locale: 'id', active: true });
    }
  } finally {
    await dataSource.destroy();
  }
}
