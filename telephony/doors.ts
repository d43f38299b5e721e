/** How a caller is let in, in words that fit every exchange. An exchange that is told nothing lets everybody in. */

/** What callers can be told before they come to the queue. `own`: whatever the office has recorded itself. */
export const announcementNames = ['closed', 'disturbance', 'emergency', 'own', 'blocked'] as const;
export type AnnouncementName = (typeof announcementNames)[number];

/** Why nobody is rung for a caller: the office has closed, or has said so for now; his number is
 * blocked; `call_back`: he waited and asked for it, or as long as anybody waits; `voicemail`: he leaves a message. */
export const turnedAwayReasons = ['closed', 'announcement', 'blocked', 'call_back', 'voicemail'] as const;
export type TurnedAway = (typeof turnedAwayReasons)[number];

export interface Door {
  /** What the caller is told after the ticket number, in this order. */
  readonly tells: readonly AnnouncementName[];
  /** Why nobody is rung for him; null: he comes to the queue. */
  readonly turnsAway: Exclude<TurnedAway, 'call_back' | 'voicemail'> | null;
  /** His place in the queue, from 1, and what the last answered callers waited on average, ms; absent: he is not told. */
  readonly wait?: { readonly place: number; readonly meanMs: number | null };
  /** After so long in the queue he is asked whether he wants to be called back, ms; absent: he is not. */
  readonly offersCallBackAfterMs?: number;
  /** Whoever is turned away may leave a message, where the exchange records. */
  readonly takesMessages?: boolean;
  /**
   * He waits so long at most, ms, and then leaves a message, is called back, or is led out of the office (`leadsOut`);
   * absent: as long as he likes.
   */
  readonly longest?: { readonly ms: number; readonly to: Overflow };
  readonly leadsOut?: LeadsOut;
}

/** A number outside of the office to which a caller is led: by its name in the office's list, and as it is dialled. */
export interface LeadsOut {
  readonly id: string;
  readonly number: string;
  /**
   * Before he comes to the queue, and before he is turned away: the office is closed, or nobody is there. Where nobody takes
   * him there, it goes on as if nothing had been tried.
   */
  readonly atOnce: boolean;
}

/** What becomes of whoever has waited as long as a service lets anybody wait. */
export type Overflow = Extract<TurnedAway, 'voicemail' | 'call_back'> | 'outside';

/**
 * What is said, in Indonesian and then in English; Asterisk's prompts (`sounds/make-sounds.sh`) say the same. It promises a
 * call to nobody whose number is withheld.
 */
export const announcementTexts: Readonly<Record<AnnouncementName, { readonly id: string; readonly en: string }>> = {
  closed: {
    id: 'Terima kasih telah menelepon. Saat ini kantor kami tutup. Bila nomor Anda terlihat, kami akan menelepon kembali pada jam layanan. Untuk keadaan darurat, hubungi satu satu dua.',
    en: 'Thank you for calling. Our office is closed now. If we can see your number, we will call you back during our hours. In an emergency, call one one two.',
  },
  disturbance: {
    id: 'Perhatian. Layanan kami sedang mengalami gangguan, sehingga waktu tunggu lebih lama.',
    en: 'Attention. Our service is disturbed at the moment, and waiting takes longer.',
  },
  emergency: {
    id: 'Perhatian. Sedang terjadi keadaan darurat. Bila Anda memerlukan pertolongan segera, hubungi satu satu dua.',
    en: 'Attention. There is an emergency. If you need help at once, call one one two.',
  },
  own: {
    id: 'Ada pengumuman dari kantor kami. Silakan melihat saluran informasi resmi kami.',
    en: 'There is an announcement of our office. Please see our official channels.',
  },
  blocked: {
    id: 'Nomor Anda untuk sementara tidak dilayani karena panggilan iseng yang berulang. Untuk keadaan darurat, hubungi satu satu dua.',
    en: 'Your number is not served for the time being because of repeated prank calls. In an emergency, call one one two.',
  },
};

/** What is said to whoever may leave a message, and to one who has; Asterisk's prompts `pesan` and `pesan-diterima` say the same. */
export const messageTexts = {
  leave: {
    id: 'Silakan tinggalkan pesan setelah nada, paling lama dua menit. Pesan Anda direkam dan didengarkan petugas kami.',
    en: 'Please leave a message after the tone, two minutes at most. Your message is recorded and heard by our staff.',
  },
  left: {
    id: 'Terima kasih. Pesan Anda sudah kami terima.',
    en: 'Thank you. We have received your message.',
  },
} as const;

/** What is said to whoever waits and can be called back; Asterisk's prompts `tawaran` and `dicatat` say the same. */
export const callBackTexts = {
  offer: {
    id: 'Semua petugas masih melayani. Tekan satu bila Anda ingin kami telepon kembali, atau tetap menunggu.',
    en: 'All agents are still busy. Press one if you want us to call you back, or go on waiting.',
  },
  noted: {
    id: 'Baik. Kami akan menelepon Anda kembali. Terima kasih.',
    en: 'All right. We will call you back. Thank you.',
  },
} as const;
