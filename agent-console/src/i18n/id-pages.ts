import { idAccounts } from './id-accounts.ts';
import { idAlarm } from './id-alarm.ts';
import { idAudit } from './id-audit.ts';
import { idCalendar } from './id-calendar.ts';
import { idCalendarTable } from './id-calendar-table.ts';
import { idCatalogues } from './id-catalogues.ts';
import { idFiles } from './id-files.ts';
import { idFloor } from './id-floor.ts';
import { idHours } from './id-hours.ts';
import { idKeys } from './id-keys.ts';
import { idNotifySettings } from './id-notify-settings.ts';
import { idPageProblems } from './id-page-problems.ts';
import { idPeople } from './id-people.ts';
import { idPeopleImport } from './id-people-import.ts';
import { idPrivacy } from './id-privacy.ts';
import { idQueues } from './id-queues.ts';
import { idSops } from './id-sops.ts';
import { idTokens } from './id-tokens.ts';
import { idWallboard } from './id-wallboard.ts';

/** The words of pages that no desk waits for, in Indonesian. */
export const idPages = {
  ...idAccounts,
  ...idAlarm,
  ...idAudit,
  ...idFiles,
  ...idFloor,
  ...idKeys,
  ...idNotifySettings,
  ...idPageProblems,
  ...idPeople,
  ...idPeopleImport,
  ...idPrivacy,
  ...idCalendar,
  ...idCalendarTable,
  ...idCatalogues,
  ...idHours,
  ...idQueues,
  ...idSops,
  ...idTokens,
  ...idWallboard,
} as const;
