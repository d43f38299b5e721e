import { Alert, Button, Group } from '@mantine/core';
import type { CaseAction } from '../../../../server/contract/actions.ts';
import type { FoundAnswer } from '../../../../server/contract/answers.ts';
import type { CaseCard } from '../../../../server/contract/views.ts';
import { useAction } from '../actions/use-action.ts';
import { useProblemText } from '../shared/save.tsx';
import styles from './answers.module.css';
import { useAnswerWords } from './words.ts';

interface Props {
  readonly card: CaseCard;
  /** The form into which an answer goes; undefined: the case waits for none now. */
  readonly target: CaseAction | undefined;
  readonly answer: FoundAnswer;
  readonly insert: () => void;
  readonly read: () => void;
  /** Null: the citizen is not written to. */
  readonly toMessage: (() => void) | null;
  readonly say: (text: string) => void;
}

/** What can be done with the answer that is chosen. */
export function Uses({ card, target, answer, insert, read, toMessage, say }: Props) {
  const words = useAnswerWords();
  return (
    <>
      {answer.links.length > 0 && (
        <ul className={styles.links}>
          {answer.links.map(({ label, url }) => (
            <li key={url}>
              <a href={url} target="_blank" rel="noreferrer">
                {label}
              </a>
            </li>
          ))}
        </ul>
      )}
      <Group gap={6}>
        {target && (
          <Button size="compact-sm" onClick={insert} data-testid="answer-insert">
            {words.insert}
          </Button>
        )}
        <Button size="compact-sm" variant="default" onClick={read} data-testid="answer-read">
          {words.read}
        </Button>
        {toMessage !== null && (
          <Button size="compact-sm" variant="default" onClick={toMessage} data-testid="answer-message">
            {words.toMessage}
          </Button>
        )}
        {target && <Solved key={target.event} card={card} target={target} answer={answer} insert={insert} say={say} />}
      </Group>
    </>
  );
}

interface SolvedProps extends Pick<Props, 'card' | 'answer' | 'insert' | 'say'> {
  readonly target: CaseAction;
}

/** "This solved it": the form is saved with the answer in it, which the procedure hears as ever, and the answer is counted. */
function Solved({ card, target, answer, insert, say }: SolvedProps) {
  const words = useAnswerWords();
  const problemText = useProblemText();
  const { saving, perform } = useAction(card, target);
  const solve = async (): Promise<void> => {
    insert();
    if ((await perform(answer.answerId)) !== null) say(words.solvedDone);
  };
  const incomplete = Object.keys(saving.codes).length > 0;
  return (
    <>
      <Button
        size="compact-sm"
        variant="light"
        loading={saving.busy}
        onClick={() => void solve()}
        data-testid="answer-solved"
      >
        {words.solved}
      </Button>
      {(incomplete || saving.error !== null) && (
        <Alert color="red" variant="light" role="alert" data-testid="answer-problem">
          {incomplete ? words.incomplete : problemText(saving.error)}
        </Alert>
      )}
    </>
  );
}
