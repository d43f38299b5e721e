import { useQuery } from '@tanstack/react-query';
import { type MouseEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LikeCase } from '../../../../server/contract/like-cases.ts';
import type { CaseDetail } from '../../../../server/contract/views.ts';
import { dayAndTime } from '../../model/format.ts';
import { CaseFacts } from '../shared/case-facts.tsx';
import { useLanguage, useWorkplace } from '../shared/context.tsx';
import { useProblemText } from '../shared/save.tsx';
import { Ticket } from '../shared/ticket.tsx';
import { Words } from '../shared/words.tsx';
import { goTo, hrefOf, pagesOf } from '../shell/route.ts';
import styles from './like.module.css';
import { useLikeWords } from './words.ts';

/** What was reported, and what the office said to it. */
const told = ['complaint', 'problemFrame', 'solution', 'action', 'clarification', 'recommendation', 'decision'];

/** One of the cases: opened, it says what was reported and what was answered. */
export function LikeRow({ found }: { found: LikeCase }) {
  const { t } = useTranslation();
  const words = useLikeWords();
  const language = useLanguage();
  const { office } = useWorkplace().desk;
  const [opened, setOpened] = useState(false);
  const partId = useId();
  const { caseId, same, serviceName } = found;
  const about = [
    t(`status.${found.status}`),
    (found.category ?? found.kind).name[language],
    ...(serviceName === null ? [] : [serviceName[language]]),
    dayAndTime(found.openedAt, office.timeZone, language),
    ...(same.length === 0 ? [] : [words.sameIn(same.map((thing) => words.same[thing]).join(', '))]),
  ];
  return (
    <li data-testid="like-row" data-case-id={caseId}>
      <button
        type="button"
        className={styles.row}
        aria-expanded={opened}
        aria-controls={partId}
        onClick={() => setOpened(!opened)}
      >
        <Ticket number={found.ticketNumber} size="s" />
        <span className={styles.muted}>{about.join(' · ')}</span>
      </button>
      <div id={partId} className={styles.part} hidden={!opened}>
        {opened && (found.open ? <Answered caseId={caseId} /> : <p>{words.notMine}</p>)}
        {opened && <OpenTicket caseId={caseId} />}
      </div>
    </li>
  );
}

/** The ticket on a page of its own, for those who have that page. */
function OpenTicket({ caseId }: { caseId: string }) {
  const words = useLikeWords();
  const { me } = useWorkplace().desk;
  if (!hasTickets(me.role)) return null;
  const route = { page: 'tickets', caseId } as const;
  const open = (event: MouseEvent): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    goTo(route);
  };
  return (
    <a href={hrefOf(route)} onClick={open} data-testid="like-open">
      {words.open}
    </a>
  );
}

const hasTickets = (role: Parameters<typeof pagesOf>[0]): boolean => pagesOf(role, false).includes('tickets');

/** A reading of the case, as its page is one. */
function Answered({ caseId }: { caseId: string }) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const { rest, me } = useWorkplace().desk;
  const found = useQuery({
    queryKey: ['case', caseId],
    queryFn: () => rest.call('getCase', { params: { caseId } }),
  });
  if (found.isError) return <p role="alert">{problemText(found.error)}</p>;
  if (found.data === undefined) return <p>{t('app.loading')}</p>;
  return hasTickets(me.role) ? <Told card={found.data} /> : <CaseFacts card={found.data} />;
}

function Told({ card }: { card: CaseDetail }) {
  const words = useLikeWords();
  const language = useLanguage();
  const said = card.contents.filter(({ name }) => told.includes(name));
  const answered = said.some(({ name }) => !['complaint', 'problemFrame'].includes(name));
  return (
    <>
      <dl data-testid="like-told">
        {said.map(({ name, label, value }) => (
          <div key={name}>
            <dt className={styles.muted}>{label[language]}</dt>
            <dd>
              <Words text={value[language]} />
            </dd>
          </div>
        ))}
      </dl>
      {card.endedAs !== null && <p>{card.endedAs.name[language]}</p>}
      {!answered && card.endedAs === null && <p className={styles.muted}>{words.unanswered}</p>}
    </>
  );
}
