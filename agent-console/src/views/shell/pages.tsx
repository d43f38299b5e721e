import { lazy, useEffect } from 'react';
import { fetchEnglish } from '../../i18n/index.ts';
import { fetchConversation } from '../messages/conversation.tsx';
import { fetchReasonDialog } from '../shared/asked-reason.tsx';

/**
 * Pages fetched when they are first opened, so that the log-in and the agent's desk come with less over a slow line. The
 * desk is not among them: a call must not wait for it.
 */
const load = {
  inbox: () => import('../inbox/inbox-page.tsx').then(({ InboxPage }) => ({ default: InboxPage })),
  report: () => import('../reports/report-page.tsx').then(({ ReportPage }) => ({ default: ReportPage })),
  floor: () => import('../floor/floor-page.tsx').then(({ FloorPage }) => ({ default: FloorPage })),
  tickets: () => import('../tickets/tickets-page.tsx').then(({ TicketsPage }) => ({ default: TicketsPage })),
  notify: () => import('./notify-dialog.tsx').then(({ NotifyDialog }) => ({ default: NotifyDialog })),
  password: () => import('../account/password-dialog.tsx').then(({ PasswordDialog }) => ({ default: PasswordDialog })),
  secondFactor: () =>
    import('../account/second-factor-dialog.tsx').then(({ SecondFactorDialog }) => ({ default: SecondFactorDialog })),
  sessions: () => import('../account/sessions-dialog.tsx').then(({ SessionsDialog }) => ({ default: SessionsDialog })),
  keys: () => import('./keys-dialog.tsx').then(({ KeysDialog }) => ({ default: KeysDialog })),
  conversation: fetchConversation,
  reason: fetchReasonDialog,
  transfer: () => import('../transfer/transfer-dialog.tsx').then(({ TransferDialog }) => ({ default: TransferDialog })),
  audit: () => import('../audit/audit-page.tsx').then(({ AuditPage }) => ({ default: AuditPage })),
  privacy: () => import('../privacy/privacy-page.tsx').then(({ PrivacyPage }) => ({ default: PrivacyPage })),
  sops: () => import('../sops/sops-page.tsx').then(({ SopsPage }) => ({ default: SopsPage })),
};

export const InboxPage = lazy(load.inbox);
export const ReportPage = lazy(load.report);
export const FloorPage = lazy(load.floor);
export const TicketsPage = lazy(load.tickets);
export const AuditPage = lazy(load.audit);
export const PrivacyPage = lazy(load.privacy);
export const SopsPage = lazy(load.sops);
export const KeysDialog = lazy(load.keys);
export const TransferDialog = lazy(load.transfer);
export const NotifyDialog = lazy(load.notify);
export const PasswordDialog = lazy(load.password);
export const SecondFactorDialog = lazy(load.secondFactor);
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
