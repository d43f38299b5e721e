import { useQuery } from '@tanstack/react-query';
import type { AnswerCard, AnswerDraft } from '../../../../server/contract/answers.ts';
import { dayAndTime } from '../../model/format.ts';
import { useLanguage, useWorkplace } from '../shared/context.tsx';
import { Dialog } from '../shared/dialog.tsx';
import { useProblemText } from '../shared/save.tsx';
import styles from './answers.module.css';
import { useAnswerWords } from './words.ts';

/** Who did what to an answer, the newest first, with what it said before and after. */
export function HistoryDialog({ card, close }: { card: AnswerCard; close: () => void }) {
  const words = useAnswerWords();
  const language = useLanguage();
  const problemText = useProblemText();
  const { rest, office } = useWorkplace().desk;
  const { answerId, revision } = card;
  const found = useQuery({
    queryKey: ['answer-history', answerId, revision],
    queryFn: () => rest.call('answerHistory', { params: { answerId } }),
  });
  return (
    <Dialog title={words.history} close={close} size="xl" testId="answer-history-dialog">
      {found.error !== null && <p role="alert">{problemText(found.error)}</p>}
      <ol reversed>
        {[...(found.data?.events ?? [])].reverse().map(({ what, personName, reason, before, after, at }) => (
          <li key={at + what}>
            <strong>{words.events[what]}</strong> · {personName} · {dayAndTime(at, office.timeZone, language)}
            {reason !== null && <p>{reason}</p>}
            {what !== 'submit' && (
              <div className={styles.compare}>
                <Said label={words.before} content={before} />
                <Said label={words.after} content={after} />
              </div>
            )}
          </li>
        ))}
      </ol>
    </Dialog>
  );
}

function Said({ label, content }: { label: string; content: AnswerDraft | null }) {
  const language = useLanguage();
  return (
    <p>
      <span className={styles.muted}>{label}: </span>
      {content === null
        ? '–'
        : `${content.title[language] || content.title.id}\n${content.body[language] || content.body.id}`}
    </p>
  );
}
