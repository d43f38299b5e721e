import { enAccounts } from './en-accounts.ts';
import { enAudit } from './en-audit.ts';
import { enPageProblems } from './en-page-problems.ts';
import { enPrivacy } from './en-privacy.ts';
import { enQueues } from './en-queues.ts';
import { enSops } from './en-sops.ts';
import { enWallboard } from './en-wallboard.ts';
import type { Texts } from './id.ts';
import type { idPages } from './id-pages.ts';

/** The words of pages that no desk waits for, in English. */
export const enPages: Texts<typeof idPages> = {
  ...enAudit,
  ...enPrivacy,
  ...enPageProblems,
  ...enAccounts,
  ...enQueues,
  ...enSops,
  ...enWallboard,
};
