import { lazy, useEffect } from 'react';
import { fetchEnglish, fetchPageWords } from '../../i18n/index.ts';
import { fetchConversation } from '../messages/conversation.tsx';
import { fetchReasonDialog } from '../shared/asked-reason.tsx';

/** A page or dialog whose words come with it. */
const worded = <T,>(page: Promise<T>): Promise<T> => Promise.all([page, fetchPageWords()]).then(([loaded]) => loaded);

/**
 * Pages fetched when they are first opened, so that the log-in and the agent's desk come with less over a slow line. The
 * desk is not among them: a call must not wait for it.
 */
const load = {
  inbox: () => worded(import('../inbox/inbox-page.tsx').then(({ InboxPage }) => ({ default: InboxPage }))),
  intake: () => worded(import('../intake/intake-page.tsx').then(({ IntakePage }) => ({ default: IntakePage }))),
  floor: () => worded(import('../floor/floor-page.tsx').then(({ FloorPage }) => ({ default: FloorPage }))),
  tickets: () => worded(import('../tickets/tickets-page.tsx').then(({ TicketsPage }) => ({ default: TicketsPage }))),
  notify: () => worded(import('./notify-dialog.tsx').then(({ NotifyDialog }) => ({ default: NotifyDialog }))),
  password: () =>
    worded(import('../account/password-dialog.tsx').then(({ PasswordDialog }) => ({ default: PasswordDialog }))),
  secondFactor: () =>
    import('../account/second-factor-dialog.tsx').then(({ SecondFactorDialog }) => ({ default: SecondFactorDialog })),
  passkeys: () =>
    worded(import('../account/passkeys-dialog.tsx').then(({ PasskeysDialog }) => ({ default: PasskeysDialog }))),
  sessions: () =>
    worded(import('../account/sessions-dialog.tsx').then(({ SessionsDialog }) => ({ default: SessionsDialog }))),
  keys: () => worded(import('./keys-dialog.tsx').then(({ KeysDialog }) => ({ default: KeysDialog }))),
  conversation: fetchConversation,
  reason: fetchReasonDialog,
  transfer: () => import('../transfer/transfer-dialog.tsx').then(({ TransferDialog }) => ({ default: TransferDialog })),
  alarms: () => worded(import('../alarms/alarm-strip.tsx').then(({ AlarmStrip }) => ({ default: AlarmStrip }))),
  audit: () => worded(import('../audit/audit-page.tsx').then(({ AuditPage }) => ({ default: AuditPage }))),
  privacy: () => worded(import('../privacy/privacy-page.tsx').then(({ PrivacyPage }) => ({ default: PrivacyPage }))),
  people: () => worded(import('../people/people-page.tsx').then(({ PeoplePage }) => ({ default: PeoplePage }))),
  accounts: () =>
    worded(import('../account/accounts-page.tsx').then(({ AccountsPage }) => ({ default: AccountsPage }))),
  factorTaken: () => import('../account/factor-taken.tsx').then(({ FactorTaken }) => ({ default: FactorTaken })),
  wallboards: () =>
    worded(import('../wallboard/wallboards-page.tsx').then(({ WallboardsPage }) => ({ default: WallboardsPage }))),
  tokens: () => worded(import('../tokens/tokens-page.tsx').then(({ TokensPage }) => ({ default: TokensPage }))),
  queues: () => worded(import('../queues/queues-page.tsx').then(({ QueuesPage }) => ({ default: QueuesPage }))),
  calendar: () =>
    worded(import('../calendar/calendar-page.tsx').then(({ CalendarPage }) => ({ default: CalendarPage }))),
  catalogues: () =>
    worded(import('../catalogues/catalogues-page.tsx').then(({ CataloguesPage }) => ({ default: CataloguesPage }))),
  figures: () => worded(import('../figures/figures-page.tsx').then(({ FiguresPage }) => ({ default: FiguresPage }))),
  answers: () => worded(import('../answers/answers-page.tsx').then(({ AnswersPage }) => ({ default: AnswersPage }))),
  archive: () => worded(import('../archive/archive-page.tsx').then(({ ArchivePage }) => ({ default: ArchivePage }))),
  sops: () => worded(import('../sops/sops-page.tsx').then(({ SopsPage }) => ({ default: SopsPage }))),
};

export const InboxPage = lazy(load.inbox);
export const IntakePage = lazy(load.intake);
export const FloorPage = lazy(load.floor);
export const TicketsPage = lazy(load.tickets);
export const AlarmStrip = lazy(load.alarms);
export const AuditPage = lazy(load.audit);
export const PrivacyPage = lazy(load.privacy);
export const ArchivePage = lazy(load.archive);
export const SopsPage = lazy(load.sops);
export const PeoplePage = lazy(load.people);
export const AccountsPage = lazy(load.accounts);
export const FactorTaken = lazy(load.factorTaken);
export const QueuesPage = lazy(load.queues);
export const CalendarPage = lazy(load.calendar);
export const CataloguesPage = lazy(load.catalogues);
export const FiguresPage = lazy(load.figures);
export const AnswersPage = lazy(load.answers);
export const WallboardsPage = lazy(load.wallboards);
export const TokensPage = lazy(load.tokens);
export const KeysDialog = lazy(load.keys);
export const TransferDialog = lazy(load.transfer);
export const NotifyDialog = lazy(load.notify);
export const PasswordDialog = lazy(load.password);
export const SecondFactorDialog = lazy(load.secondFactor);
export const PasskeysDialog = lazy(load.passkeys);
export const SessionsDialog = lazy(load.sessions);

const fetchAfterMs = 3_000;

/** Fetches what else the person may open beforehand, so that a page also opens while the server is away or has been replaced by a newer one. */
export function useFetchedPages(pages: readonly string[]): void {
  const wanted = pages.join(' ');
  useEffect(() => {
    const timer = setTimeout(() => {
      const fetched = [
        'notify',
        'password',
        'secondFactor',
        'passkeys',
        'sessions',
        'keys',
        'conversation',
        'reason',
        'transfer',
        ...wanted.split(' '),
      ].filter((page): page is keyof typeof load => page in load);
      for (const fetching of [fetchEnglish(), ...fetched.map((page) => load[page]())]) fetching.catch(() => {});
    }, fetchAfterMs);
    return () => clearTimeout(timer);
  }, [wanted]);
}
