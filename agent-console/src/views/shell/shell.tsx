import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PhoneState } from '../../softphone/softphone.ts';
import type { AccountDialog } from '../account/account-menu.tsx';
import { DeskPage } from '../desk/desk-page.tsx';
import { Pop } from '../desk/pop.tsx';
import { useInbox } from '../inbox/use-inbox.ts';
import { AlertAnnouncer } from '../shared/alerts.tsx';
import { useWorkplace } from '../shared/context.tsx';
import { PageFrame } from '../shared/page-frame.tsx';
import { talkOf, useDesk, usePhoneActions } from '../shared/use-desk.ts';
import { saveFocusedPanel, useHotkeys, useOnePressAtATime } from '../shared/use-hotkeys.ts';
import { useHandOn } from '../transfer/hand-on.tsx';
import {
  AuditPage,
  FloorPage,
  InboxPage,
  KeysDialog,
  NotifyDialog,
  PasswordDialog,
  PrivacyPage,
  ReportPage,
  SecondFactorDialog,
  SessionsDialog,
  SopsPage,
  TicketsPage,
  useFetchedPages,
} from './pages.tsx';
import { goTo, type Page, pagesOf, useRoute } from './route.ts';
import styles from './shell.module.css';
import { StaleBanner } from './stale-banner.tsx';
import { TopBar } from './top-bar.tsx';
import { useLock } from './use-lock.ts';

interface Props {
  readonly logOut: () => Promise<void>;
  /** The screen is locked. */
  readonly locked: () => void;
}

/** The frame around every page: state, telephone, trust in the data, keys. */
export function Shell({ logOut, locked }: Props) {
  const { t } = useTranslation();
  const { me } = useWorkplace().desk;
  const desk = useDesk();
  const inbox = useInbox(desk);
  const handOn = useHandOn(talkOf(desk));
  const phone = usePhoneActions(desk, handOn.open);
  const pages = pagesOf(me.role, me.extension !== null);
  const route = useRoute(pages);
  useFetchedPages(pages);
  const [help, setHelp] = useState(false);
  const [dialog, setDialog] = useState<AccountDialog | 'notify' | null>(null);
  const close = () => setDialog(null);
  // Whoever calls a citizen does it from where the ticket is read.
  useCallOpensDesk(phone.call?.direction === 'in' ? phone.call.callId : null, route.page, pages);
  const offer = desk.offers[0];
  useMarkedTitle(phone.state);
  const lock = useLock(offer !== undefined || phone.call !== null, locked);
  useOnePressAtATime();
  useHotkeys({
    answer: phone.answer,
    hangup: phone.hangup,
    hold: phone.toggleHold,
    mute: phone.toggleMute,
    transfer: handOn.open,
    emergency: handOn.emergency,
    save: saveFocusedPanel,
    lock,
    help: () => setHelp((open) => !open),
  });
  return (
    <div className={styles.shell} data-page={route.page}>
      <a className="skip" href="#main">
        {t('app.skip')}
      </a>
      <TopBar
        desk={desk}
        waiting={inbox.cases.length}
        pages={pages}
        page={route.page}
        phone={phone.state}
        help={() => setHelp(true)}
        open={setDialog}
        lock={lock}
        logOut={() => void logOut()}
      />
      {route.page !== 'floor' && <StaleBanner system={desk.system} topic={`desk:${me.userId}`} />}
      <main id="main" className={styles.main} tabIndex={-1}>
        <PageFrame page={route.page}>
          {route.page === 'desk' && <DeskPage desk={desk} phone={phone} />}
          {route.page === 'inbox' && <InboxPage inbox={inbox} />}
          {route.page === 'report' && <ReportPage />}
          {route.page === 'floor' && <FloorPage />}
          {route.page === 'tickets' && <TicketsPage caseId={route.caseId ?? null} />}
          {route.page === 'audit' && <AuditPage />}
          {route.page === 'privacy' && <PrivacyPage />}
          {route.page === 'sops' && <SopsPage opened={route.sop} />}
        </PageFrame>
      </main>
      {/* These two announce what they show themselves. */}
      {route.page !== 'inbox' && route.page !== 'floor' && (
        <AlertAnnouncer alerts={inbox.alerts} known={desk.known && inbox.known} />
      )}
      {/* A ring is seen wherever one is; the desk has its own place for it. */}
      {route.page !== 'desk' && offer !== undefined && <Pop offer={offer} phone={phone} small />}
      {dialog !== null && (
        <PageFrame page={dialog}>
          {dialog === 'notify' && <NotifyDialog close={close} />}
          {dialog === 'password' && <PasswordDialog close={close} />}
          {dialog === 'secondFactor' && <SecondFactorDialog close={close} />}
          {dialog === 'sessions' && <SessionsDialog close={close} />}
        </PageFrame>
      )}
      {handOn.shown}
      {help && (
        <PageFrame page="keys">
          <KeysDialog opened close={() => setHelp(false)} />
        </PageFrame>
      )}
    </div>
  );
}

/** Whoever answers while reading something else has to write now. */
function useCallOpensDesk(callId: string | null, page: Page, pages: readonly Page[]): void {
  const before = useRef<string | null>(null);
  useEffect(() => {
    if (callId !== null && before.current === null && page !== 'desk' && pages.includes('desk')) goTo({ page: 'desk' });
    before.current = callId;
  }, [callId, page, pages]);
}

/** Marks the page that is the telephone, so that it is found among the tabs. */
function useMarkedTitle({ mode, status }: PhoneState): void {
  const here = mode !== 'exchange' && status !== 'other-tab' && status !== 'starting';
  useEffect(() => {
    if (!here) return;
    const plain = document.title;
    document.title = `☎ ${plain}`;
    return () => {
      document.title = plain;
    };
  }, [here]);
}
