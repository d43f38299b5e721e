import type { Fault } from '../shared/file-fault.ts';

export const twice = (line: number, what: string): Fault => ({
  line,
  id: `${what} tertulis dua kali: hapus salah satunya`,
  en: `${what} is written twice: remove one of them`,
});
export const unknown = (line: number, what: string, there: readonly string[]): Fault => ({
  line,
  id: `${what} tidak ada; yang ada: ${there.join(', ')}`,
  en: `there is no ${what}; there are: ${there.join(', ')}`,
});
