import type { Words } from '../shared/words.ts';
import type { DialOutcome } from './call.ts';

const words = (id: string, en: string): Words => ({ id, en });

/** How a call to a citizen ended, as people read it. */
const outcomes: Readonly<Record<DialOutcome, Words>> = {
  answered: words('tersambung', 'they talked'),
  busy: words('sibuk atau ditolak', 'busy, or declined'),
  'no-answer': words('tidak diangkat', 'no answer'),
  'wrong-number': words('nomor salah atau tidak terdaftar', 'no such number'),
  unreachable: words('nomor tidak dapat dihubungi', 'the number cannot be reached'),
  'agent-absent': words('telepon petugas tidak diangkat', 'the agent’s own telephone was not answered'),
  cancelled: words('dibatalkan petugas', 'the agent gave up'),
  'not-allowed': words('sentral tidak mengizinkan nomor ini', 'the exchange does not dial this number'),
  failed: words('sentral atau operator gagal menyambungkan', 'the exchange or the operator failed'),
  unknown: words('tidak diketahui', 'not known'),
};

/** @param endedBy who hung up, which is said where they talked; null: it is not */
export function dialWords(outcome: DialOutcome, endedBy: string | null): Words {
  const said = outcomes[outcome];
  if (outcome !== 'answered') return said;
  if (endedBy === 'caller') return words(`${said.id}; warga menutup telepon`, `${said.en}; the citizen hung up`);
  if (endedBy === 'agent') return words(`${said.id}; petugas menutup telepon`, `${said.en}; the agent hung up`);
  return said;
}
