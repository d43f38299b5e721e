import { idAccounts } from './id-accounts.ts';
import { idAudit } from './id-audit.ts';
import { idPageProblems } from './id-page-problems.ts';
import { idPrivacy } from './id-privacy.ts';
import { idQueues } from './id-queues.ts';
import { idSops } from './id-sops.ts';
import { idWallboard } from './id-wallboard.ts';

/** The words of pages that no desk waits for, in Indonesian. */
export const idPages = {
  ...idAudit,
  ...idPrivacy,
  ...idPageProblems,
  ...idAccounts,
  ...idQueues,
  ...idSops,
  ...idWallboard,
} as const;
