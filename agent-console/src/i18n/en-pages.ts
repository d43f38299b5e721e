import { enAccounts } from './en-accounts.ts';
import { enAudit } from './en-audit.ts';
import { enPrivacy } from './en-privacy.ts';
import { enSops } from './en-sops.ts';
import type { Texts } from './id.ts';
import type { idPages } from './id-pages.ts';

/** The words of pages that no desk waits for, in English. */
export const enPages: Texts<typeof idPages> = { ...enAudit, ...enPrivacy, ...enAccounts, ...enSops };
