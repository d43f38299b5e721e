import type { Words } from '../../domain/shared/words.ts';

/** `unseen`: it could not be looked at, which is neither good nor bad. */
export type Verdict = 'ok' | 'unseen' | 'warning' | 'fault';

/** What was found of one part of an installation. */
export interface Finding {
  readonly part: Words;
  readonly verdict: Verdict;
  readonly said: Words;
  /** What mends it; of a warning and a fault always. */
  readonly remedy: Words | null;
}

export const words = (id: string, en: string): Words => ({ id, en });

/** What can be said of one part. */
export const about = (part: Words) => ({
  ok: (id: string, en: string): Finding => ({ part, verdict: 'ok', said: { id, en }, remedy: null }),
  unseen: (id: string, en: string): Finding => ({ part, verdict: 'unseen', said: { id, en }, remedy: null }),
  warning: (said: Words, remedy: Words): Finding => ({ part, verdict: 'warning', said, remedy }),
  fault: (said: Words, remedy: Words): Finding => ({ part, verdict: 'fault', said, remedy }),
});

const marks: Readonly<Record<Verdict, Words>> = {
  ok: words('BAIK', 'OK'),
  unseen: words('BELUM DILIHAT', 'NOT SEEN'),
  warning: words('PERINGATAN', 'WARNING'),
  fault: words('SALAH', 'FAULT'),
};

/** The findings as lines for people, with how many of each at the end. */
export function told(findings: readonly Finding[], lang: keyof Words): string {
  const lines = findings.map(({ part, verdict, said, remedy }) =>
    [`${marks[verdict][lang]}  ${part[lang]}: ${said[lang]}`, ...(remedy ? [`    → ${remedy[lang]}`] : [])].join('\n'),
  );
  const count = (verdict: Verdict) => findings.filter((one) => one.verdict === verdict).length;
  const sum = (['ok', 'unseen', 'warning', 'fault'] as const)
    .filter((verdict) => count(verdict) > 0)
    .map((verdict) => `${count(verdict)} ${marks[verdict][lang]}`);
  return [...lines, '', sum.join(', ')].join('\n');
}
