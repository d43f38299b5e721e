/** The states of agents, and the queues on the floor, in Indonesian. */
export const idAgents = {
  floorQueues: {
    title: 'Antrean',
    waiting: 'Menunggu {{count}}',
    longest: 'terlama {{time}}',
    ready: '{{ready}} siap dari {{all}}',
    nobody: 'Tidak ada petugas',
    nobodyReady: 'Tidak ada yang siap',
  },
  wrapUp: {
    left: 'sisa {{time}}',
    finish: 'Selesai sekarang',
    finishHint: 'Terima panggilan lagi; rekap tetap di meja Anda',
    extend: 'Perpanjang ({{count}})',
    extendHint: 'Masih dapat diperpanjang {{count}} kali',
  },
  overLimit: 'lewat {{time}}',
  overLimitOwn: 'Batas {{reason}} sudah lewat {{time}}.',
  missedOnce: '1 panggilan tak terjawab',
  missedOnceHint:
    'Satu panggilan tidak Anda jawab dan dialihkan ke petugas lain. Sekali lagi, dan Anda dibuat tidak siap.',
} as const;
