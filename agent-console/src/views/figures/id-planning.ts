/** How many agents calls need, in Indonesian. */
export const idPlanning = {
  open: 'Perencanaan…',
  title: 'Berapa petugas yang dibutuhkan',
  hint: 'Panggilan tiap setengah jam diramalkan dari hari yang sama pada minggu-minggu sebelumnya; Erlang C dan A menghitung berapa petugas yang mencapai sasaran, dan keduanya dibandingkan dengan yang benar-benar terjadi.',
  from: 'Dari tanggal',
  to: 'Sampai tanggal',
  service: 'Layanan',
  all: 'Semua layanan telepon',
  goal: 'Sasaran: % terjawab',
  threshold: 'dalam (detik)',
  weeks: 'Minggu sebelumnya',
  none: 'Belum ada panggilan yang dapat dipakai, sebelum maupun pada masa ini.',
  /** Null: it is not known. */
  basis: (handle: string | null, patience: string | null) =>
    `Dari minggu-minggu sebelumnya: ${handle === null ? 'lama pelayanan belum diketahui' : `satu panggilan dilayani rata-rata ${handle}`}; ${patience === null ? 'kesabaran penelepon belum diketahui, sebab tidak ada yang menyerah' : `penelepon sabar rata-rata ${patience}`}.`,
  error: (intervals: string, weighted: string, bias: string) =>
    `Ramalan dari ${intervals} setengah jam yang sudah lewat meleset ${weighted} dari jumlah panggilan (condong ${bias}).`,
  noError: 'Belum ada setengah jam yang diramalkan dan sudah lewat: seberapa jauh ramalan meleset belum diketahui.',
  replay: 'Model di samping kenyataan',
  told: 'Menurut model',
  happened: 'Kenyataan',
  off: 'Rata-rata meleset',
  points: (n: string) => `${n} poin`,
  models: { c: 'Terjawab tepat waktu, Erlang C', a: 'Terjawab tepat waktu, Erlang A', abandoned: 'Menyerah, Erlang A' },
  intervals: 'Tiap setengah jam',
  columns: {
    forecast: 'Ramalan panggilan',
    neededC: 'Perlu petugas (C)',
    neededA: 'Perlu petugas (A)',
    offered: 'Panggilan',
    agents: 'Petugas ada',
    inTime: 'Tepat waktu',
    modelC: 'Menurut C',
    modelA: 'Menurut A',
  },
  tryOut: 'Bagaimana seandainya',
  calls: 'Panggilan per setengah jam',
  agents: 'Petugas',
  handle: 'Lama pelayanan (detik)',
  patience: 'Kesabaran (detik, kosong: tidak diketahui)',
  ask: 'Hitung',
  answerC: (inTime: string, wait: string | null) =>
    `Erlang C: ${inTime} terjawab tepat waktu; ${wait === null ? 'antrean tumbuh tanpa henti' : `rata-rata menunggu ${wait}`}.`,
  answerA: (inTime: string, abandoned: string) => `Erlang A: ${inTime} terjawab tepat waktu, ${abandoned} menyerah.`,
  answerNeeded: (c: string, a: string) => `Untuk sasaran perlu ${c} petugas menurut C, ${a} menurut A.`,
  tooMany: 'lebih dari 1.000',
  roster: {
    title: 'Rencana petugas sehari',
    hint: 'Panggilan terisi dengan ramalan (bila tidak ada, dengan yang datang), petugas dengan usulan menurut model. Panah dan Enter berpindah sel; satu kolom dari lembar kerja dapat ditempel. Tidak ada yang disimpan.',
    day: 'Hari',
    model: 'Menurut model',
    /** Null: it is not known. */
    handle: (measured: string | null) => `Lama pelayanan (detik; kosong: ${measured ?? 'belum diketahui'})`,
    patience: (measured: string | null) => `Kesabaran (detik; kosong: ${measured ?? 'belum diketahui'})`,
    fill: 'Isi petugas yang diperlukan',
    anew: 'Kembalikan ramalan dan usulan',
    caption: 'Panggilan dan petugas tiap setengah jam',
    heads: {
      ...{ calls: 'Panggilan', agents: 'Petugas', needed: 'Perlu', inTime: 'Tepat waktu', wait: 'Rata-rata menunggu' },
      ...{ abandoned: 'Menyerah', busy: 'Kesibukan', goal: 'Terhadap sasaran' },
    },
    endless: 'tanpa henti',
    reached: 'tercapai',
    lacking: (n: string) => `kurang ${n} petugas`,
    noNumber: 'bukan angka yang dapat dipakai',
    noHandle: 'Lama pelayanan belum diketahui: isi agar dapat dihitung.',
    mend: (calls: string, agents: string) =>
      `Perbaiki sel yang ditandai: panggilan 0 sampai ${calls}, petugas 0 sampai ${agents}, tanpa titik ribuan.`,
    /** `abandoned` null: the model knows nobody who gives up. */
    whole: (inTime: string, abandoned: string | null, hours: string) =>
      `Sehari: ${inTime} terjawab tepat waktu${abandoned === null ? '' : `, ${abandoned} menyerah`}, dengan ${hours} jam petugas.`,
    allReach: (goal: string) => `Setiap setengah jam mencapai sasaran ${goal} %.`,
    worst: (n: string, goal: string, named: readonly string[]) =>
      `${n} setengah jam di bawah sasaran ${goal} %, terburuk: ${named.join(', ')}.`,
    pasted: (put: number, left: number) =>
      `${put} nilai ditempel${left === 0 ? '' : `; ${left} tidak muat dan dilewati`}.`,
  },
  assume: 'Yang diandaikan',
  assumptions: [
    'Panggilan datang acak, dan lama pelayanan serta kesabaran tersebar eksponensial.',
    'Semua petugas satu kelompok dan dapat menjawab setiap panggilan; dering tidak dihitung sebagai pelayanan.',
    'Erlang C: tidak ada yang menyerah. Erlang A: yang tidak sabar menutup telepon.',
    'Hari libur tidak dibedakan dari hari kerja pada minggu-minggu sebelumnya.',
    'Untuk satu layanan, petugasnya adalah yang dideringi untuk layanan itu, tanpa waktu mereka pada panggilan layanan lain.',
  ],
  draft:
    'Dampak konsep SOP atas tiket bulan lalu dihitung di halaman SOP, pada pratinjau versi konsep (kepala dan admin).',
};
