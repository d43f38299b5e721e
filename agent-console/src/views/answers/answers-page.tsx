import { Alert, Button, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AnswerCard } from '../../../../server/contract/answers.ts';
import { emptyForm, formOf } from '../../model/answer-form.ts';
import { useLanguage, useWorkplace } from '../shared/context.tsx';
import { useProblemText } from '../shared/save.tsx';
import tables from '../shared/table.module.css';
import { AnswerDialog } from './answer-dialog.tsx';
import styles from './answers.module.css';
import { HistoryDialog } from './history-dialog.tsx';
import { Missing } from './missing.tsx';
import { MoveButtons } from './move-buttons.tsx';
import { Synonyms } from './synonyms.tsx';
import { useAnswerWords } from './words.ts';

/** The office's answers, for those who write, look at and publish them. */
export function AnswersPage() {
  const words = useAnswerWords();
  const { rest } = useWorkplace().desk;
  const problemText = useProblemText();
  const [filter, setFilter] = useState('');
  const [edited, setEdited] = useState<{ card: AnswerCard | null; title: string } | null>(null);
  const [told, setTold] = useState<AnswerCard | null>(null);
  const folder = useQuery({ queryKey: ['answer-folder'], queryFn: () => rest.call('answerFolder', {}) });
  const settle = useMutation({
    mutationFn: (missed: string) => rest.command('settleMissing', { body: { words: missed } }),
    onSettled: () => folder.refetch(),
    gcTime: 0,
  });
  const { data } = folder;
  const fault = folder.error ?? settle.error;
  const sought = filter.trim().toLowerCase();
  const shown = (data?.answers ?? []).filter(({ draft, published }) => {
    const said = [draft, published].flatMap((one) =>
      one ? [one.title.id, one.title.en, one.folder, one.body.id] : [],
    );
    return said.join('\n').toLowerCase().includes(sought);
  });
  return (
    <div className={styles.page}>
      <h1>{words.page}</h1>
      <p className={styles.muted}>{words.pageHint}</p>
      {fault !== null && (
        <Alert color="red" variant="light" role="alert">
          {problemText(fault)}
        </Alert>
      )}
      {data !== undefined && (
        <>
          <div className={styles.bar}>
            <TextInput
              label={words.filter}
              value={filter}
              onChange={(event) => setFilter(event.currentTarget.value)}
              data-testid="answers-filter"
            />
            {data.mayWrite && (
              <Button onClick={() => setEdited({ card: null, title: '' })} data-testid="answer-new">
                {words.add}
              </Button>
            )}
          </div>
          <table className={`${tables.table} ${tables.cards}`}>
            <caption className="visually-hidden">{words.list}</caption>
            <thead>
              <tr>
                <th scope="col">{words.question}</th>
                <th scope="col">{words.folder}</th>
                <th scope="col">{words.state}</th>
                <th scope="col">{words.owner}</th>
                <th scope="col">{words.count}</th>
                <th scope="col">
                  <span className="visually-hidden">{words.edit}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.map((card) => (
                <AnswerRow
                  key={card.answerId}
                  card={card}
                  mayWrite={data.mayWrite}
                  mayWithdraw={data.mayPublish}
                  edit={() => setEdited({ card, title: '' })}
                  tell={data.mayWrite || data.mayPublish ? () => setTold(card) : null}
                  moved={() => void folder.refetch()}
                />
              ))}
            </tbody>
          </table>
          {(data.mayWrite || data.mayPublish) && (
            <Missing
              missing={data.missing}
              settle={(missed) => settle.mutate(missed)}
              write={data.mayWrite ? (title) => setEdited({ card: null, title }) : null}
            />
          )}
          {data.mayWrite && <Synonyms groups={data.synonyms} saved={() => void folder.refetch()} />}
          {edited !== null && (
            <AnswerDialog
              card={edited.card}
              first={edited.card ? formOf(edited.card.draft ?? edited.card.published) : emptyForm(edited.title)}
              folder={data}
              close={() => setEdited(null)}
              done={() => {
                setEdited(null);
                void folder.refetch();
              }}
            />
          )}
          {told !== null && <HistoryDialog card={told} close={() => setTold(null)} />}
        </>
      )}
    </div>
  );
}

interface RowProps {
  readonly card: AnswerCard;
  readonly mayWrite: boolean;
  readonly mayWithdraw: boolean;
  readonly edit: () => void;
  readonly tell: (() => void) | null;
  readonly moved: () => void;
}

function AnswerRow({ card, mayWrite, mayWithdraw, edit, tell, moved }: RowProps) {
  const words = useAnswerWords();
  const language = useLanguage();
  const { state, stage, version, returned, ownerName, solved, mine, mayPublish } = card;
  const content = card.draft ?? card.published;
  const title = content === null ? '' : content.title[language] || content.title.id;
  const needsMe = mayPublish || (mine && (state === 'expired' || returned !== null));
  const stands = [
    words.states[state],
    ...(version > 0 ? [words.version(version)] : []),
    ...(stage ? [words.stages[stage]] : []),
  ];
  return (
    <tr data-testid="answer-row" data-answer={card.answerId} data-state={state} data-stage={stage ?? ''}>
      <th scope="row">{title}</th>
      <td>{content?.folder}</td>
      <td>
        {stands.join(' · ')}
        {returned !== null && <div>{words.returned(returned)}</div>}
        {state === 'expired' && <div className={styles.warn}>{words.expired}</div>}
        {needsMe && <div className={styles.warn}>{words.mine}</div>}
      </td>
      <td>{ownerName}</td>
      <td>{solved}</td>
      <td>
        {mayWrite && (
          <Button
            size="compact-sm"
            variant="default"
            onClick={edit}
            aria-label={`${words.edit}: ${title}`}
            data-testid="answer-edit"
          >
            {words.edit}
          </Button>
        )}
        {tell !== null && (
          <Button
            size="compact-sm"
            variant="default"
            onClick={tell}
            aria-label={`${words.history}: ${title}`}
            data-testid="answer-history"
          >
            {words.history}
          </Button>
        )}
        <MoveButtons card={card} title={title} mayWrite={mayWrite} mayWithdraw={mayWithdraw} moved={moved} />
      </td>
    </tr>
  );
}
