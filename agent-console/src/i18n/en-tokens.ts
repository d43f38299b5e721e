import type { Texts } from './id.ts';
import type { idTokens } from './id-tokens.ts';

/** API tokens for reports, in English. */
export const enTokens: Texts<typeof idTokens> = {
  tokens: {
    title: 'API tokens for reports',
    hint: 'By a token another program (such as a dashboard of the regency) reads the figures of the reports chosen here, without names of people and without tickets. A token lasts until its day, or until it is revoked here.',
    name: 'What for',
    nameHint: 'The program, for example: “Dashboard of Diskominfo”.',
    days: 'Lasts',
    lasts: { '30': '30 days', '90': '90 days', '180': '180 days', '365': '1 year', '730': '2 years' },
    reports: 'Reports that it may read',
    noReport: 'Choose at least one report.',
    add: 'Make a token',
    none: 'There is no token yet.',
    begins: 'Begins with',
    reads: 'May read',
    added: 'Made',
    addedBy: 'made by {{name}}, {{at}}',
    used: 'Last used',
    usedAt: 'last used {{at}}',
    never: 'never used yet',
    until: 'Lasts',
    expires: 'lasts until {{at}}',
    expired: 'expired {{at}}',
    revokedAt: 'revoked {{at}}',
    revoke: 'Revoke',
    revokeSure: 'Revoke now',
    revoked: 'The token was revoked.',
    onceTitle: 'The token',
    onceHint:
      'It is shown this once; Sigap does not keep it. Copy it into that program, to be sent as the header “Authorization: Bearer …”, never in an address (URL). It lasts until {{until}}. Whoever has it can read the figures of these reports.',
  },
};
