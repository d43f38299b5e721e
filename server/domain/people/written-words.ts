/**
 * What roles are called in files of people, in lower case: their code, and their names in both languages of the console.
 * No others: a role is what somebody may do, and is not guessed.
 */
export const roleWords: Readonly<Record<string, readonly string[]>> = {
  agent: ['agent', 'petugas'],
  dispatcher: ['dispatcher'],
  agency: ['agency', 'operator perangkat daerah', 'agency operator'],
  official: ['official', 'pejabat terkait'],
  supervisor: ['supervisor'],
  coordinator: ['coordinator', 'koordinator'],
  secretary: ['secretary', 'sekretaris'],
  information_officer: ['information officer', 'ppid utama', 'chief information officer'],
  assistant_information_officer: ['assistant information officer', 'ppid pembantu'],
  head: ['head', 'kepala', 'head of office'],
  analyst: ['analyst', 'analis'],
  admin: ['admin', 'administrator'],
  privacy_officer: ['privacy officer', 'pejabat pelindungan data pribadi', 'data protection officer'],
};

export const phoneWords = {
  browser: ['browser', 'peramban', 'di peramban', 'in the browser', 'softphone'],
  desk: ['desk', 'meja', 'pesawat meja', 'on the desk', 'telepon meja', 'desk phone'],
} as const;

export const localeWords = {
  id: ['id', 'indonesia', 'bahasa indonesia', 'indonesian'],
  en: ['en', 'inggris', 'bahasa inggris', 'english'],
} as const;

/** Which of them somebody wrote, whatever its capitals, spaces and underscores; null: none. Pure. */
export function meant<Key extends string>(
  written: string,
  words: Readonly<Record<Key, readonly string[]>>,
): Key | null {
  const plain = written
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, ' ');
  return (Object.keys(words) as Key[]).find((key) => words[key].includes(plain)) ?? null;
}
