import { Button } from '@mantine/core';
import type { MissingCard } from '../../../../server/contract/answers.ts';
import { dayAndTime } from '../../model/format.ts';
import { useLanguage, useWorkplace } from '../shared/context.tsx';
import tables from '../shared/table.module.css';
import { useAnswerWords } from './words.ts';

interface Props {
  readonly missing: readonly MissingCard[];
  readonly settle: (words: string) => void;
  /** Null: the reader writes none. */
  readonly write: ((title: string) => void) | null;
}

/** What was looked for in vain: where an answer is missing. */
export function Missing({ missing, settle, write }: Props) {
  const words = useAnswerWords();
  const language = useLanguage();
  const { office } = useWorkplace().desk;
  if (missing.length === 0) return null;
  return (
    <>
      <h2>{words.missing}</h2>
      <table className={`${tables.table} ${tables.cards}`}>
        <caption className="visually-hidden">{words.missing}</caption>
        <tbody>
          {missing.map((one) => (
            <tr key={one.words} data-testid="answer-missed">
              <th scope="row">{one.words}</th>
              <td>{words.asked(one.asked)}</td>
              <td>{one.serviceName?.[language]}</td>
              <td>{dayAndTime(one.lastAt, office.timeZone, language)}</td>
              <td>
                {write !== null && (
                  <Button
                    size="compact-sm"
                    variant="default"
                    onClick={() => write(one.words)}
                    aria-label={`${words.write}: ${one.words}`}
                  >
                    {words.write}
                  </Button>
                )}
                <Button
                  size="compact-sm"
                  variant="default"
                  onClick={() => settle(one.words)}
                  aria-label={`${words.settle}: ${one.words}`}
                  data-testid="answer-settle"
                >
                  {words.settle}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
