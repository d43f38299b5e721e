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
    factorOwedTitle: 'Set up a second factor',
    codeOwed: 'Your role works with a second factor only. Set one up this once.',
    codeBegin: 'Begin',
    codeScan: 'Scan this picture with an authenticator application, or type its key there:',
    codePicture: 'QR code for the authenticator application',
    code: 'Code from the application',
    codeConfirm: 'Set up',
    recoveryHint:
      'It is set up. Keep these recovery codes in a safe place; they are shown this once. Each opens one log-in without the telephone.',
    recoveryKept: 'I have kept them',
    passkeys: 'Passkeys',
    passkeysHint:
      'With a passkey you log in by the fingerprint, face or PIN of a device, without password and code. If you lose all of its devices, ask the administrator to take them away.',
    passkeyName: 'Name of the new one, such as its device',
    passkeyAdd: 'Add',
    passkeyAdded: 'set up {{time}}',
    passkeyUnused: 'not used yet',
    passkeyRemove: 'Remove',
    passkeyRemoveThis: 'Remove the passkey {{name}}',
    passkeyDone: 'The passkey is set up.',
    passkeyRemoved: 'The passkey is removed.',
    passkeyNone: 'This browser knows no passkeys.',
    passkeyUse: 'Use a passkey',
    passkeyInstead: 'Set up a passkey of this device',
    orCode: 'Or set up a code from an authenticator application:',
    factorTaken:
      'An administrator took away your second factor on {{time}}. If you did not ask for it, tell the data protection officer at once.',
    factorTakenSeen: 'I understand',
    sessions: 'Where you are logged in',
    proofTitle: 'Is it you?',
    proofHint:
      'What you are about to do is grave. Show that it is you who sits here; then it goes on. It is not asked again for five minutes.',
    proofGo: 'Go on',
  },
  lock: {
    lock: 'Lock the screen',
    title: 'The screen is locked',
    hint: 'Logged in as {{name}}. The telephone and the queue go on.',
    rings: 'The telephone rings',
    ringsHint: 'Unlock the screen to answer.',
    onCall: 'A call goes on.',
    shown: 'Shown. This window can be closed.',
    open: 'Unlock',
  },
};
