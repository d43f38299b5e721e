import type { Texts } from './id.ts';
import type { idAccounts } from './id-accounts.ts';

/** How everybody logs in, as the administrator sees it, and where one is logged in oneself, in English. */
export const enAccounts: Texts<typeof idAccounts> = {
  account: {
    sessionsHint: 'End what you do not know, or forgot to close. What is ended is logged out at once.',
    here: 'here',
    unknownBrowser: 'Unknown browser',
    source: 'from {{source}}',
    begun: 'logged in {{time}}',
    used: 'last used {{time}}',
    end: 'End',
    endThis: 'End the session of {{name}}, logged in {{time}}',
    endOthers: 'End all the others',
    sessionEnded: 'Ended.',
  },
  accounts: {
    title: 'Accounts',
    hint: 'When somebody has lost their telephone or key, first make sure that it is them, then take away their second factor. Every log-in of theirs ends, they are told at the next one, and the audit has it. Your own only another administrator can take away.',
    who: 'Who',
    factor: 'Second factor',
    sessions: 'Log-ins',
    deeds: 'Actions',
    code: 'code of an application',
    passkeys: 'passkeys: {{shown}}',
    none: 'no second factor',
    sessionsNow: '{{shown}} log-ins',
    ask: { resetSecondFactor: 'Take away second factor', endSessionsOf: 'End log-ins' },
    sure: { resetSecondFactor: 'Take it away now', endSessionsOf: 'End them now' },
    done: { resetSecondFactor: 'The second factor was taken away.', endSessionsOf: 'The log-ins have ended.' },
  },
};
