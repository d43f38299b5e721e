import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseDetail, HistoryEntry } from '../../../../server/contract/views.ts';
import { dayAndTime, timeOfDay } from '../../model/format.ts';
import { ApiProblem, problemWord } from '../../wire/problem.ts';
import { ActionsPanel } from '../actions/actions-panel.tsx';
import { CallBack } from '../actions/call-back.tsx';
import { WorkSteps } from '../actions/work-steps.tsx';
import { Files } from '../files/files.tsx';
import { LikeCases } from '../like/like-cases.tsx';
import { Conversation } from '../messages/conversation.tsx';
import { AlertList } from '../shared/alerts.tsx';
import { BasisNote } from '../shared/basis-note.tsx';
import { CaseFacts } from '../shared/case-facts.tsx';
import { useLanguage, useWorkplace } from '../shared/context.tsx';
import { Icon } from '../shared/icons.tsx';
import { ReasonDialog } from '../shared/reason-dialog.tsx';
import { useProblemText } from '../shared/save.tsx';
import { SopLink } from '../shared/sop-link.tsx';
import { StepRail } from '../shared/step-rail.tsx';
import { Telling } from '../shared/telling.tsx';
import { Ticket } from '../shared/ticket.tsx';
import { Words } from '../shared/words.tsx';
import { goTo } from '../shell/route.ts';
import { AlertsRead } from './alerts-read.tsx';
import { BlockCaller } from './block-caller.tsx';
import { Recordings } from './recordings.tsx';
import styles from './tickets.module.css';
import { Verdicts } from './verdicts.tsx';

/** One ticket: what was recorded, how the procedure went, and everything that happened to it. */
export function TicketDetail({ caseId }: { caseId: string }) {
  const { t } = useTranslation();
  const { rest } = useWorkplace().desk;
  const problemText = useProblemText();
  const found = useQuery({
    queryKey: ['case', caseId],
    queryFn: () => rest.call('getCase', { params: { caseId } }),
    refetchInterval: (query) => (query.state.data?.closedAt === null ? 5_000 : false),
  });
  const asksWhy = found.isError && problemWord(found.error) === 'reason_needed';
  const missing = found.error instanceof ApiProblem && [400, 403, 404].includes(found.error.status);
  return (
    <div className={styles.page}>
      <Button
        variant="subtle"
        size="compact-md"
        mb="sm"
        leftSection={<Icon name="back" />}
        onClick={() => goTo({ page: 'tickets' })}
      >
        {t('tickets.back')}
      </Button>
      {found.isPending && <p>{t('app.loading')}</p>}
      {asksWhy && <OpenForReason caseId={caseId} />}
      {found.isError && !asksWhy && <p role="alert">{missing ? t('tickets.notFound') : problemText(found.error)}</p>}
      {found.data !== undefined && <Detail card={found.data} />}
    </div>
  );
}

/** A ticket that is none of the reader's work: it opens when he says why. */
function OpenForReason({ caseId }: { caseId: string }) {
  const { t } = useTranslation();
  const { rest } = useWorkplace().desk;
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  return (
    <section data-testid="reason-needed">
      <p role="alert">{t('problem.reason_needed')}</p>
      <Button mt="sm" onClick={() => setAsking(true)} data-testid="open-for-reason">
        {t('tickets.open')}
      </Button>
      {asking && (
        <ReasonDialog
          title={t('tickets.openTitle')}
          submit={t('tickets.open')}
          testId="open-case"
          of="openCase"
          body={(reason) => ({ reason })}
          ask={async (reason) => {
            const card = await rest.call('openCase', { params: { caseId }, body: { reason } });
            client.setQueryData(['case', caseId], card);
          }}
          close={() => setAsking(false)}
        />
      )}
    </section>
  );
}

function Detail({ card }: { card: CaseDetail }) {
  const { t } = useTranslation();
  const { office } = useWorkplace().desk;
  const language = useLanguage();
  const [note, setNote] = useState<string | null>(null);
  return (
    <article className={styles.detail} data-testid="case" data-case-id={card.caseId} data-status={card.status}>
      <header className={styles.detailHead}>
        <h1>
          <Ticket number={card.ticketNumber} size="l" testId="case-ticket" />
        </h1>
        <p className={styles.muted}>
          {t(`status.${card.status}`)} · {dayAndTime(card.openedAt, office.timeZone, language)} ·{' '}
          <SopLink sop={card.sop} />
        </p>
      </header>
      <section>
        <h2>{t('tickets.steps')}</h2>
        {card.layout === 'call' ? <StepRail steps={card.steps} /> : <WorkSteps card={card} due={card.due} />}
      </section>
      <BasisNote card={card} />
      {card.closedAt !== null && <CallBack card={card} />}
      {card.closedAt === null && (
        <section>
          <Telling card={card} />
          <p role="status" className={note === null ? 'visually-hidden' : undefined}>
            {note}
          </p>
          <ActionsPanel card={card} done={setNote} />
        </section>
      )}
      {(card.conversation !== null || card.caller.phoneMasked !== null) && <Conversation card={card} />}
      {card.task === null && <Files card={card} />}
      <LikeCases card={card} />
      {card.block !== null && <BlockCaller caseId={card.caseId} block={card.block} />}
      <Recordings recordings={card.recordings} />
      <Verdicts
        verdict={card.verdict}
        runs={card.runs}
        history={card.history}
        abandoned={card.status === 'abandoned'}
      />
      <div className={styles.columns}>
        <section>
          <CaseFacts card={card} />
          {card.alerts.length > 0 && (
            <>
              <h2>{t('alerts.title')}</h2>
              <AlertList alerts={card.alerts} />
              <AlertsRead alerts={card.alerts} />
            </>
          )}
        </section>
        <section>
          <h2>{t('tickets.history')}</h2>
          <ol className={styles.history}>
            {card.history.map((entry) => (
              <HistoryLine key={entry.seq} entry={entry} />
            ))}
          </ol>
        </section>
      </div>
    </article>
  );
}

/** An event recorded this long after it happened came in late, such as after a cut link. */
const lateMs = 2_000;

function HistoryLine({ entry }: { entry: HistoryEntry }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { office } = useWorkplace().desk;
  return (
    <li data-testid="history" data-type={entry.type}>
      <time dateTime={new Date(entry.at).toISOString()} title={timeOfDay(entry.at, office.timeZone)}>
        {dayAndTime(entry.at, office.timeZone, language)}
      </time>
      <span>
        {entry.label[language]}
        <span className={styles.muted}>
          {' · '}
          {entry.actorName ?? t('tickets.bySystem')}
          {entry.recordedAt - entry.at > lateMs &&
            ` · ${t('tickets.recorded', { time: timeOfDay(entry.recordedAt, office.timeZone) })}`}
        </span>
        {entry.words.map(({ label, value }) => (
          <span key={label.id} className={styles.words}>
            <span className={styles.muted}>{label[language]}:</span> <Words text={value[language]} />
          </span>
        ))}
      </span>
    </li>
  );
}
