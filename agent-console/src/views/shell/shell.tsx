import { useQueryClient } from '@tanstack/react-query';
import { Suspense, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PhoneState } from '../../softphone/softphone.ts';
import type { AccountDialog } from '../account/account-menu.tsx';
import { DeskPage } from '../desk/desk-page.tsx';
import { Pop } from '../desk/pop.tsx';
import { useRecordingPause } from '../desk/use-recording-pause.ts';
import { useInbox } from '../inbox/use-inbox.ts';
import { AlertAnnouncer } from '../shared/alerts.tsx';
import { useWorkplace } from '../shared/context.tsx';
import { HandOnContext } from '../shared/hand-on-context.ts';
import { PageFrame } from '../shared/page-frame.tsx';
import { handableOf, useDesk, usePhoneActions } from '../shared/use-desk.ts';
import { useFocusKept } from '../shared/use-focus-kept.ts';
import { saveFocusedPanel, useHotkeys, useOnePressAtATime } from '../shared/use-hotkeys.ts';
import { HelpStrips } from '../supervision/help-strips.tsx';
import { ListeningStrips } from '../supervision/listening-strip.tsx';
import { useCallHelp } from '../supervision/use-call-help.ts';
import { useHandOn } from '../transfer/hand-on.tsx';
import {
  AccountsPage,
  AlarmStrip,
  AnswersPage,
  ArchivePage,
  AuditPage,
  CalendarPage,
  CataloguesPage,
  FactorTaken,
  FiguresPage,
  FloorPage,
  InboxPage,
  IntakePage,
  KeysDialog,
  NotifyDialog,
  PasskeysDialog,
  PasswordDialog,
  PeoplePage,
  PrivacyPage,
  QueuesPage,
  SecondFactorDialog,
  SessionsDialog,
  SopsPage,
  TicketsPage,
  TokensPage,
  useFetchedPages,
  WallboardsPage,
} from './pages.tsx';
import { goTo, type Page, pagesOf, useRoute, watchesAlarms } from './route.ts';
import styles from './shell.module.css';
import { StaleBanner } from './stale-banner.tsx';
import { TopBar } from './top-bar.tsx';
import { useLock } from './use-lock.ts';
import { useWrapUp } from './use-wrap-up.ts';

interface Props {
  readonly logOut: () => Promise<void>;
  /** The screen is locked, or something else of the log-in has changed: look anew. */
  readonly locked: () => void;
}

/** The frame around every page: state, telephone, trust in the data, keys. */
export function Shell({ logOut, locked }: Props) {
  const { t } = useTranslation();
  const { me, office, rest } = useWorkplace().desk;
  const desk = useDesk();
  useListsFollowed(desk.system?.lists);
  const inbox = useInbox(desk);
  const handOn = useHandOn(handableOf(desk));
  const callHelp = useCallHelp(desk);
  const recording = useRecordingPause(desk);
  const phone = usePhoneActions(desk, handOn.open, callHelp, recording);
  const wrapUp = useWrapUp(desk.agent);
  const pages = pagesOf(me.role, me.extension !== null);
  const route = useRoute(pages);
  useFetchedPages(pages);
  const [help, setHelp] = useState(false);
  const [dialog, setDialog] = useState<AccountDialog | 'notify' | null>(null);
  const close = () => setDialog(null);
  // Whoever calls a citizen does it from where the ticket is read, unless the talk has a ticket of its own.
  const { call } = phone;
  const hasTicket = call?.direction === 'in' || desk.cases.some(({ callId }) => callId === call?.callId);
  useCallOpensDesk(call !== null && hasTicket ? call.callId : null, route.page, pages);
  const offer = desk.offers[0];
  useMarkedTitle(phone.state);
  const lock = useLock(offer !== undefined || phone.call !== null, locked);
  useOnePressAtATime();
  useFocusKept();
  useHotkeys({
    answer: phone.answer,
    hangup: phone.hangup,
    hold: phone.toggleHold,
    mute: phone.toggleMute,
    transfer: handOn.open,
    emergency: handOn.emergency,
    ...(callHelp.toggle !== null && { callHelp: callHelp.toggle }),
    ...(recording.toggle !== null && { pauseRecording: recording.toggle }),
    ...(wrapUp.finish !== null && { finishWrapUp: wrapUp.finish }),
    ...(wrapUp.extend !== null && { extendWrapUp: wrapUp.extend }),
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
        waiting={inbox.works.length}
        pages={pages}
        page={route.page}
        phone={phone.state}
        wrapUp={wrapUp}
        help={() => setHelp(true)}
        open={setDialog}
        lock={lock}
        logOut={() => void logOut()}
      />
      {route.page !== 'floor' && <StaleBanner system={desk.system} topic={`desk:${me.userId}`} />}
      {me.factorTakenAt !== null && (
        <Suspense>
          <FactorTaken me={me} office={office} rest={rest} seen={locked} />
        </Suspense>
      )}
      {watchesAlarms(me.role) && (
        <Suspense>
          <AlarmStrip />
        </Suspense>
      )}
      <HelpStrips helps={desk.helps} listens={desk.listenings} />
      <ListeningStrips listenings={desk.listenings} />
      <main id="main" className={styles.main} tabIndex={-1}>
        <HandOnContext value={handOn.open}>
          <PageFrame page={route.page}>
            {route.page === 'desk' && <DeskPage desk={desk} phone={phone} />}
            {route.page === 'inbox' && <InboxPage inbox={inbox} />}
            {route.page === 'intake' && <IntakePage />}
            {route.page === 'floor' && <FloorPage own={desk.listenings} />}
            {route.page === 'tickets' && <TicketsPage caseId={route.caseId ?? null} />}
            {route.page === 'archive' && <ArchivePage />}
            {route.page === 'audit' && <AuditPage />}
            {route.page === 'privacy' && <PrivacyPage />}
            {route.page === 'people' && <PeoplePage />}
            {route.page === 'accounts' && <AccountsPage />}
            {route.page === 'wallboards' && <WallboardsPage />}
            {route.page === 'tokens' && <TokensPage />}
            {route.page === 'queues' && <QueuesPage />}
            {route.page === 'calendar' && <CalendarPage />}
            {route.page === 'catalogues' && <CataloguesPage />}
            {route.page === 'answers' && <AnswersPage />}
            {route.page === 'figures' && <FiguresPage />}
            {route.page === 'sops' && <SopsPage opened={route.sop} />}
          </PageFrame>
        </HandOnContext>
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
          {dialog === 'passkeys' && <PasskeysDialog close={close} />}
          {dialog === 'sessions' && <SessionsDialog close={close} />}
        </PageFrame>
      )}
      {handOn.shown}
      {help && (
        <PageFrame page="keys">
          <KeysDialog close={() => setHelp(false)} />
        </PageFrame>
      )}
    </div>
  );
}

/** Forms that are open offer what the administration has just said. */
function useListsFollowed(lists: number | undefined): void {
  const queries = useQueryClient();
  const before = useRef(lists);
  useEffect(() => {
    if (lists === undefined || lists === before.current) return;
    const first = before.current === undefined;
    before.current = lists;
    if (!first) void queries.invalidateQueries({ queryKey: ['case'] });
  }, [lists, queries]);
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
