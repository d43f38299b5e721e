import { createFastAgi, type FastAgi } from '../../../telephony/asterisk/fast-agi.ts';
import { createRegistration, type RegistrationOptions } from '../../../telephony/asterisk/registration.ts';
import type { Lab } from './lab.ts';

const quiet = { info() {}, warn() {}, error() {} };

/** Answers the lab's dialplan where nobody else does. */
export async function answerDialplan(
  { settings: { token, agiPort } }: Pick<Lab, 'settings'>,
  hooks: Pick<RegistrationOptions, 'register' | 'spool'> & { readonly name?: string },
): Promise<FastAgi> {
  const answer = createRegistration({ name: 'lab', token, now: Date.now, log: quiet, ...hooks });
  const agi = createFastAgi({ host: '127.0.0.1', port: agiPort, answer, log: quiet });
  await agi.start();
  return agi;
}
