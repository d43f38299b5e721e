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
    sessions: 'Where you are logged in',
    sessionsHint: 'End what you do not know, or forgot to close. What is ended is logged out at once.',
    here: 'here',
    watches: 'wallboard',
    unknownBrowser: 'Unknown browser',
    source: 'from {{source}}',
    begun: 'logged in {{time}}',
    used: 'last used {{time}}',
    end: 'End',
    endThis: 'End the session of {{name}}, logged in {{time}}',
    endOthers: 'End all the others',
    sessionEnded: 'Ended.',
  },
};
