/** On what a citizen's data are processed, in Indonesian. */
export const idBasis = {
  basis: {
    title: 'Dasar pemrosesan data',
    say: 'Sampaikan di awal:',
    asked: 'Tanyakan di awal:',
    given: 'Warga setuju:',
    refused: 'Warga tidak setuju:',
    withdrawn: 'Warga mencabut persetujuannya:',
    note: { told: 'Sudah disampaikan', given: 'Setuju', refused: 'Tidak setuju', withdrawn: 'Dicabut' },
    fact: 'Dasar pemrosesan data',
    toldAt: '{{text}} (disampaikan)',
    answered: '{{text}} ({{answer}})',
  },
} as const;
