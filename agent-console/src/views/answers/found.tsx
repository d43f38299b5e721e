import type { FoundAnswer } from '../../../../server/contract/answers.ts';
import { useLanguage } from '../shared/context.tsx';
import styles from './answers.module.css';
import { useAnswerWords } from './words.ts';

interface Props {
  readonly id: string;
  readonly answer: FoundAnswer;
  readonly active: boolean;
  readonly choose: () => void;
}

/** An answer that was found; the one that is chosen shows what it says. */
export function Found({ id, answer, active, choose }: Props) {
  const words = useAnswerWords();
  const language = useLanguage();
  const { title, body, folder, solved } = answer;
  return (
    // The keys of the list are those of the field above it, which keeps the focus.
    // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox moves through the list by arrow keys
    // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the combobox (aria-activedescendant)
    <div
      id={id}
      role="option"
      aria-selected={active}
      className={styles.option}
      onClick={choose}
      data-testid="answer-found"
    >
      <strong>{title[language] || title.id}</strong>
      <small className={styles.muted}>
        {[folder, solved > 0 ? words.solvedTimes(solved) : ''].filter((one) => one !== '').join(' · ')}
      </small>
      {active && <span className={styles.body}>{body[language] || body.id}</span>}
    </div>
  );
}
