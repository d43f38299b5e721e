import type { Texts } from './id.ts';
import type { idKeys } from './id-keys.ts';

/** What each key does, in English. */
export const enKeys: Texts<typeof idKeys> = {
  keys: {
    title: 'Keyboard shortcuts',
    answer: 'Answer the call',
    hangup: 'Hang up',
    callBack: 'Call the citizen of the open ticket',
    hold: 'Hold or resume',
    mute: 'Mute or unmute',
    answers: 'Look for an answer',
    likeCases: 'Go to cases like this one',
    pauseRecording: 'Pause or resume the recording',
    transfer: 'Hand the caller on',
    emergency: 'Hand over to the emergency number at once',
    callHelp: 'Call a supervisor for help, or withdraw it',
    finishWrapUp: 'Finish the wrap-up now',
    extendWrapUp: 'Extend the wrap-up',
    save: 'Save the section being filled in',
    lock: 'Lock the screen',
    help: 'Show this list',
  },
};
