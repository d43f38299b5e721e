import type { Transfer } from '../../transfer.ts';
import type { Call, Word } from './calls.ts';

/** What is to be asked of Twilio; what comes of it is told back to the queue. */
export type Effect =
  /** Ring the extension into the caller's room. Told back by `ringMade` or `ringFailed`. */
  | { readonly type: 'ring'; readonly call: Call; readonly conferenceSid: string; readonly extension: string }
  /** End the ring unless it was answered meanwhile. Told back by `cancelled`. */
  | { readonly type: 'cancel'; readonly sid: string; readonly legSid: string }
  /** End this leg, whatever it does. */
  | { readonly type: 'hangup'; readonly legSid: string }
  /** Ring the other, to whom the caller is handed on. Told back by `targetMade` or `targetFailed`. */
  | {
      readonly type: 'ring-target';
      readonly call: Call;
      readonly conferenceSid: string;
      readonly transfer: Transfer;
      readonly address: string | null;
    }
  /** The room ends when this leg leaves it. */
  | { readonly type: 'ends-room'; readonly conferenceSid: string; readonly legSid: string }
  /** The caller hears the others again. Told back by `resumed`. */
  | { readonly type: 'resume'; readonly sid: string; readonly conferenceSid: string; readonly legSid: string }
  /** The caller is led out of his room, to the queue again. */
  | { readonly type: 'lead'; readonly sid: string; readonly legSid: string; readonly mark: string }
  /** The caller is led out of his room, to hear this. */
  | { readonly type: 'word'; readonly sid: string; readonly legSid: string; readonly word: Word }
  /** Is the caller still there? Told back by `looked`. */
  | { readonly type: 'look'; readonly sid: string; readonly legSid: string };
