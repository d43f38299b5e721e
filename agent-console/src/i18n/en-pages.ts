import { enAccounts } from './en-accounts.ts';
import { enAlarm } from './en-alarm.ts';
import { enAudit } from './en-audit.ts';
import { enCalendar } from './en-calendar.ts';
import { enCalendarTable } from './en-calendar-table.ts';
import { enCatalogues } from './en-catalogues.ts';
import { enFiles } from './en-files.ts';
import { enFloor } from './en-floor.ts';
import { enHours } from './en-hours.ts';
import { enKeys } from './en-keys.ts';
import { enNotifySettings } from './en-notify-settings.ts';
import { enPageProblems } from './en-page-problems.ts';
import { enPeople } from './en-people.ts';
import { enPeopleImport } from './en-people-import.ts';
import { enPrivacy } from './en-privacy.ts';
import { enQueues } from './en-queues.ts';
import { enSops } from './en-sops.ts';
import { enTokens } from './en-tokens.ts';
import { enWallboard } from './en-wallboard.ts';
import type { Texts } from './id.ts';
import type { idPages } from './id-pages.ts';

/** The words of pages that no desk waits for, in English. */
export const enPages: Texts<typeof idPages> = {
  ...enAccounts,
  ...enAlarm,
  ...enAudit,
  ...enFiles,
  ...enFloor,
  ...enKeys,
  ...enNotifySettings,
  ...enPageProblems,
  ...enPeople,
  ...enPeopleImport,
  ...enPrivacy,
  ...enCalendar,
  ...enCalendarTable,
  ...enCatalogues,
  ...enHours,
  ...enQueues,
  ...enSops,
  ...enTokens,
  ...enWallboard,
};
