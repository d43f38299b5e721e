import { filesIn, readMail } from '../../telephony/messaging/email/read.ts';
import { answerParent } from '../worker/child.ts';

/** A process that reads mail of strangers. */
export interface MailWork {
  readonly what: 'mail' | 'files';
  readonly raw: Uint8Array;
}

const done = async ({ what, raw }: MailWork) => (what === 'mail' ? await readMail(raw) : await filesIn(raw));

answerParent((work: MailWork) =>
  done(work).then(
    (read) => ({ ok: true, read }),
    () => ({ ok: false, why: 'unreadable' }),
  ),
);
