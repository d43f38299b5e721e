import { people } from './server-people.ts';

const official = (login: keyof typeof people, role: string, title: string, more = '') =>
  `  - { login: ${login}, role: ${role}, title: "${title}", name: "${login} Uji, S.Sos.", rank: "Penata (III/c)", nip: "1980010120050120${String(people[login].id.slice(-2))}"${more} }`;

/** Who signs in an office of the tests, as `papers/office.yaml` has it. */
export const paperOffice = (more: readonly string[] = []): string =>
  [
    'letterheads:',
    '  - { lines: [Pemerintah Kabupaten Semarang, Kecamatan Bandungan], place: Bandungan, unit: KEC-BDG }',
    'officials:',
    official('wati', 'head', 'Camat Bandungan'),
    official('sinta', 'secretary', 'Sekretaris Camat'),
    official('agus', 'official', 'Kepala Seksi Pelayanan'),
    official('tono', 'official', 'Kepala Seksi Pemerintahan'),
    official('joko', 'coordinator', 'Koordinator Call Center'),
    ...more,
  ].join('\n');
