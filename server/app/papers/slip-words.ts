import type { KeptStepFact } from '../../domain/fact/step-fact.ts';
import type { Words } from '../../domain/shared/words.ts';

/** What slips say besides what the citizen's page says, in both languages: whoever holds one reads one of them. */
export const slipWords = {
  noLimit: { id: 'Tanpa batas waktu', en: 'No time is promised' },
  due: ({ id, en }: Words): Words => ({ id: `Paling lambat ${id}`, en: `No later than ${en}` }),
  dueProvisionally: ({ id, en }: Words): Words => ({
    id: `Paling lambat ${id} (sementara)`,
    en: `No later than ${en} (provisional)`,
  }),
  provisional: {
    id: 'Sementara: daftar hari libur tahun itu belum ditetapkan. Begitu ada, batasnya dihitung lagi.',
    en: 'Provisional: the holidays of that year are not known yet. When they are, the time is counted anew.',
  },
  ended: ({ id, en }: Words, estimated: boolean): Words =>
    estimated ? { id: `Selesai sekitar ${id}`, en: `Done at about ${en}` } : { id: `Selesai ${id}`, en: `Done ${en}` },
  took: ({ id, en }: Words): Words => ({ id: `Lamanya ${id} (jam layanan)`, en: `Took ${en} (service hours)` }),
  stood: ({ id, en }: Words): Words => ({ id: `Waktunya berhenti selama ${id}`, en: `Its time stood still for ${en}` }),
  counted: ({ id, en }: Words): Words => ({ id: `Yang dihitung: ${id}`, en: `What counts: ${en}` }),
  results: {
    met: { id: 'Tepat waktu', en: 'Kept' },
    breached: { id: 'Terlambat', en: 'Late' },
    cancelled: { id: 'Dihentikan, tidak dinilai', en: 'Stopped, not judged' },
  } satisfies Readonly<Record<KeptStepFact['verdict'], Words>>,
  kept: (judged: readonly Pick<KeptStepFact, 'verdict'>[]): Words => {
    const [all, met] = [judged.length, judged.filter(({ verdict }) => verdict === 'met').length];
    return {
      id: `${met} dari ${all} langkah berbatas waktu selesai tepat waktu.`,
      en: `${met} of ${all} steps with a time limit kept it.`,
    };
  },
  askBy: ({ id, en }: Words): Words => ({
    id: `Bertanya: ${id}. Sebutkan nomor tiket.`,
    en: `To ask: ${en}. Name the ticket number.`,
  }),
  askOffice: {
    id: 'Bertanya: hubungi atau datangi kantor ini, dan sebutkan nomor tiket.',
    en: 'To ask: call on this office, and name the ticket number.',
  },
} as const;
