/** Supervisors at conversations, in Indonesian. */
export const idSupervision = {
  supervise: {
    tools: 'Tindakan untuk percakapan {{who}}',
    mode: { listen: 'Dengarkan', whisper: 'Bisik', barge: 'Ikut bicara' },
    stop: 'Berhenti',
    takeOver: 'Ambil alih',
    move: 'Berikan ke…',
    moveOf: 'Berikan ke… (penelepon {{who}})',
    moveNobody: 'Tidak ada petugas yang bebas. Penelepon tetap menunggu.',
    first: 'Dahulukan',
    firstDone: 'Didahulukan: giliran berikutnya',
    force: 'Ubah status',
    forceOf: 'Ubah status {{who}}',
    out: 'Keluarkan dari antrean',
    mine: {
      rings: 'Angkat pesawat Anda untuk mendengarkan {{who}}',
      listen: 'Anda mendengarkan {{who}}; tidak ada yang mendengar Anda',
      whisper: 'Hanya {{who}} yang mendengar Anda',
      barge: '{{who}} dan penelepon mendengar Anda',
    },
    about: {
      listen: '{{who}} mendengarkan percakapan Anda',
      whisper: '{{who}} berbisik kepada Anda; penelepon tidak mendengarnya',
      barge: '{{who}} ikut bicara; penelepon mendengarnya',
    },
    help: {
      ask: 'Bantuan',
      asked: 'Supervisor dipanggil; tekan F1 lagi untuk membatalkan',
      coming: '{{who}} membantu Anda',
      wanted: '{{who}} minta bantuan',
      taken: '{{who}} minta bantuan; {{by}} membantu',
      take: 'Saya bantu',
    },
    seen: {
      listen: '{{who}} mendengarkan',
      whisper: '{{who}} berbisik',
      barge: '{{who}} ikut bicara',
    },
  },
} as const;
