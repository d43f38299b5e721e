import type { Texts } from './id.ts';
import type { idAccount } from './id-account.ts';

/** One's own account, in English. */
export const enAccount: Texts<typeof idAccount> = {
  account: {
    yours: 'Your account',
    menu: 'Your account: {{name}}',
    password: 'Change password',
    current: 'Your password now',
    next: 'New password',
    nextHint: 'At least 12 letters. A few words that you remember easily will do.',
    firstTitle: 'Choose your password',
    firstHint: 'The password you were given opens one log-in only. Type it once more, then choose one of your own.',
    given: 'The password you were given',
    look: 'Show or hide what is typed',
    save: 'Change',
    changed: 'Your password is changed. On other devices you are logged out; here you stay logged in.',
    secondFactor: 'Log-in code',
    codeHint:
      'Besides your password, the log-in asks for six figures from an authenticator application on your telephone.',
    codeOn:
      'The log-in code is set up. Recovery codes left: {{left}}. If you lose your telephone, ask the administrator to take it away.',
    codeTitle: 'Set up your log-in code',
    codeOwed: 'Your role works with a log-in code only. Set it up this once.',
    codeBegin: 'Begin',
    codeScan: 'Scan this picture with an authenticator application, or type its key there:',
    codePicture: 'QR code for the authenticator application',
    code: 'Code from the application',
    codeConfirm: 'Set up',
    recoveryHint:
      'It is set up. Keep these recovery codes in a safe place; they are shown this once. Each opens one log-in without the telephone.',
    recoveryKept: 'I have kept them',
    sessions: 'Where you are logged in',
    sessionsHint: 'End what you do not know, or forgot to close. What is ended is logged out at once.',
    here: 'here',
    watches: 'wallboard',
    unknownBrowser: 'Unknown browser',
    source: 'from {{source}}',
    begun: 'logged in {{time}}',
    used: 'last used {{time}}',
    proofTitle: 'Is it you?',
    proofHint:
      'What you are about to do is grave. Show that it is you who sits here; then it goes on. It is not asked again for five minutes.',
    proofGo: 'Go on',
    end: 'End',
    endThis: 'End the session of {{name}}, logged in {{time}}',
    endOthers: 'End all the others',
    sessionEnded: 'Ended.',
  },
  lock: {
    lock: 'Lock the screen',
    title: 'The screen is locked',
    hint: 'Logged in as {{name}}. The telephone and the queue go on.',
    rings: 'The telephone rings',
    ringsHint: 'Unlock the screen to answer.',
    onCall: 'A call goes on.',
    open: 'Unlock',
  },
};
