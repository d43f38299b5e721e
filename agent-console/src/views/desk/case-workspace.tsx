import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseCard } from '../../../../server/contract/views.ts';
import { partOfDay } from '../../model/format.ts';
import { awayWith, needsDesk, scriptOf } from '../../model/panels.ts';
import { CallBack } from '../actions/call-back.tsx';
import { CaseWork } from '../actions/case-work.tsx';
import { useDetail } from '../actions/use-detail.ts';
import { Answers } from '../answers/answers.tsx';
import { Files } from '../files/files.tsx';
import { LikeCases } from '../like/like-cases.tsx';
import { Conversation } from '../messages/conversation.tsx';
import { BasisNote } from '../shared/basis-note.tsx';
import { CaseFacts } from '../shared/case-facts.tsx';
import { useLanguage, useServerNow, useWorkplace } from '../shared/context.tsx';
import { Icon } from '../shared/icons.tsx';
import { useProblemText } from '../shared/save.tsx';
import { StepRail } from '../shared/step-rail.tsx';
import { Telling } from '../shared/telling.tsx';
import type { PhoneActions } from '../shared/use-desk.ts';
import { TransferStrip } from '../transfer/transfer-strip.tsx';
import { CallPanels } from './call-panels.tsx';
import styles from './case.module.css';
import { CaseHeader } from './case-header.tsx';

interface Props {
  readonly card: CaseCard;
  readonly phone: PhoneActions;
  /** Takes the case off the desk's view; null while the agent owes it something. */
  readonly leave: (() => void) | null;
}

/** One ticket at work: who, how long, where in the procedure, and what to do now. */
export function CaseWorkspace({ card, phone, leave }: Props) {
  if (needsDesk(card)) return <CallWorkspace card={card} phone={phone} leave={leave} />;
  return (
    <div className={styles.case}>
      <CaseHeader card={card} phone={phone} leave={leave} />
      <CaseWork key={card.caseId} card={card} done={nothing} headed={false} />
    </div>
  );
}

const nothing = (): void => {};

function CallWorkspace({ card, phone, leave }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const problemText = useProblemText();
  const { detail, error } = useDetail(card);
  const [note, setNote] = useState('');
  const away = awayWith(card);
  return (
    <article className={styles.case} data-testid="case" data-case-id={card.caseId} data-status={card.status}>
      <CaseHeader card={card} phone={phone} leave={leave} />
      {phone.call !== null && phone.call.callId === card.callId && <TransferStrip call={phone.call} />}
      <StepRail steps={card.steps} />
      <Script card={card} />
      <BasisNote card={card} />
      {away !== null && (
        <p className={styles.away} role="status">
          <Icon name="clock" />
          {t('case.awayWith', { who: card.officialName ?? away.roleName[language] })}
        </p>
      )}
      <Telling card={card} />
      {error !== null && <p role="alert">{problemText(error)}</p>}
      <p className="visually-hidden" role="status">
        {note}
      </p>
      <div className={styles.columns}>
        <div className={styles.work}>
          {detail !== undefined && <CallBack card={detail} />}
          {detail !== undefined && (
            <CallPanels card={card} actions={detail.actions} hangup={phone.hangup} done={setNote} />
          )}
        </div>
        <div className={styles.told}>
          <Answers card={card} />
          {detail !== undefined && <LikeCases card={card} typed={detail.actions} />}
          {card.conversation !== null && <Conversation card={card} />}
          <CaseFacts card={card} />
          <Files card={card} />
        </div>
      </div>
      {leave !== null && (
        <Button variant="default" onClick={leave} mt="sm">
          {t('common.close')}
        </Button>
      )}
    </article>
  );
}

/** The line to say now, while somebody is there to hear it. */
function Script({ card }: { card: CaseCard }) {
  const { t } = useTranslation();
  const { me, office } = useWorkplace().desk;
  const now = useServerNow(60_000);
  const script = scriptOf(card);
  if (script === null) return null;
  const part = t(`part.${partOfDay(now, office.timeZone)}`);
  const line = t(`case.${script}`, { part, office: office.name, name: me.displayName, ticket: card.ticketNumber });
  return (
    <p className={styles.script} data-testid="script" data-line={script}>
      <Icon name="quote" />
      <span className="visually-hidden">{t('case.script')}: </span>
      {line}
    </p>
  );
}
