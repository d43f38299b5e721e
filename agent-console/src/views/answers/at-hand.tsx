import { Alert, Button, Kbd, TextInput } from '@mantine/core';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type { CaseAction } from '../../../../server/contract/actions.ts';
import type { FoundAnswer } from '../../../../server/contract/answers.ts';
import type { CaseCard } from '../../../../server/contract/views.ts';
import { keyOf } from '../../model/hotkeys.ts';
import { offeredOf } from '../../model/panels.ts';
import { useDetail } from '../actions/use-detail.ts';
import { useLanguage, useWorkplace } from '../shared/context.tsx';
import { useNote } from '../shared/notes.ts';
import { useProblemText } from '../shared/save.tsx';
import { useHotkeys } from '../shared/use-hotkeys.ts';
import styles from './answers.module.css';
import { Found } from './found.tsx';
import { Uses } from './uses.tsx';
import { useAnswerWords } from './words.ts';

/** Into this field an answer goes, whatever the procedure calls its form. */
const answerField = 'solution';
/** One types on while the server looks: it is asked when the fingers rest. */
const restMs = 200;

/** Answers to look for and to use, beside the case that waits for one. */
export function AtHand({ card }: { card: CaseCard }) {
  const words = useAnswerWords();
  const language = useLanguage();
  const problemText = useProblemText();
  const { rest, drafts } = useWorkplace().desk;
  const { detail } = useDetail(card);
  const [, writeMessage] = useNote(card.caseId, 'message');
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState(0);
  const [said, setSaid] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const listId = useId();
  const asked = useResting(typed);
  const { caseId } = card;
  const target = detail && targetOf(detail, detail.actions);
  const complaint = card.contents.find(({ name }) => name === 'complaint')?.value.id ?? '';
  const found = useQuery({
    queryKey: ['answers', caseId, asked, asked === '' ? complaint : ''],
    queryFn: () => rest.call('findAnswers', { body: { q: asked, caseId } }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  const use = useMutation({
    mutationFn: ({ answerId, how }: { answerId: string; how: 'inserted' | 'read' | 'sent' }) =>
      rest.command('useAnswer', { params: { caseId, answerId }, body: { how } }),
    gcTime: 0,
  });
  const miss = useMutation({
    mutationFn: () => rest.command('answerMissing', { body: { words: typed.trim().slice(0, 200), caseId } }),
    onSuccess: () => setSaid(words.noted),
    gcTime: 0,
  });
  useHotkeys({ answers: () => input.current?.focus() });

  const answers = found.data?.answers ?? [];
  const active = answers[Math.min(chosen, answers.length - 1)];
  const textOf = ({ body }: FoundAnswer): string => body[language] || body.id;
  const insert = (answer: FoundAnswer): void => {
    if (!target) return;
    drafts.type({ caseId, event: target.event }, { [answerField]: textOf(answer) });
    use.mutate({ answerId: answer.answerId, how: 'inserted' });
    setSaid(words.inserted(target.label[language]));
  };
  const read = (answer: FoundAnswer): void => {
    use.mutate({ answerId: answer.answerId, how: 'read' });
    setSaid(words.readOut);
  };
  const toMessage = (answer: FoundAnswer): void => {
    writeMessage(textOf(answer));
    use.mutate({ answerId: answer.answerId, how: 'sent' });
    setSaid(words.inMessage);
  };
  const writes = card.conversation !== null;
  const press = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && answers.length > 0) {
      event.preventDefault();
      setChosen((Math.min(chosen, answers.length - 1) + step + answers.length) % answers.length);
    }
    if (event.key === 'Escape') setTyped('');
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || event.repeat) return;
    event.preventDefault();
    if (active === undefined) {
      if (typed.trim().length > 2 && asked === typed.trim() && !found.isFetching) miss.mutate();
    } else if (event.altKey) {
      if (writes) toMessage(active);
    } else if (event.shiftKey || !target) read(active);
    else insert(active);
  };
  const fault = found.error ?? use.error ?? miss.error;
  return (
    <section
      className={styles.atHand}
      aria-label={words.title}
      data-testid="answers-at-hand"
      data-asked={found.isFetching ? '' : asked}
    >
      <TextInput
        ref={input}
        label={words.search}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setChosen(0);
          setSaid('');
        }}
        onKeyDown={press}
        rightSection={<Kbd aria-hidden="true">{keyOf.answers}</Kbd>}
        rightSectionWidth={44}
        maxLength={200}
        autoComplete="off"
        role="combobox"
        aria-expanded={answers.length > 0}
        aria-controls={listId}
        aria-activedescendant={active && `${listId}-${active.answerId}`}
        data-testid="answers-search"
      />
      <p className={styles.said} role="status" data-testid="answers-said">
        {said}
      </p>
      {fault !== null && (
        <Alert color="red" variant="light" role="alert">
          {problemText(fault)}
        </Alert>
      )}
      {answers.length > 0 && (
        <p className={styles.muted}>{found.data?.alike ? words.alike : asked === '' ? words.fits : words.hint}</p>
      )}
      <div className={styles.found} id={listId} role="listbox" aria-label={words.title}>
        {answers.map((answer) => (
          <Found
            key={answer.answerId}
            id={`${listId}-${answer.answerId}`}
            answer={answer}
            active={answer === active}
            choose={() => setChosen(answers.indexOf(answer))}
          />
        ))}
      </div>
      {active !== undefined && (
        <Uses
          key={active.answerId}
          card={card}
          target={target}
          answer={active}
          insert={() => insert(active)}
          read={() => read(active)}
          toMessage={writes ? () => toMessage(active) : null}
          say={setSaid}
        />
      )}
      {asked.length > 2 && found.isSuccess && (
        <p className={styles.none}>
          {answers.length === 0 && <span>{words.none} </span>}
          <Button size="compact-sm" variant="default" onClick={() => miss.mutate()} data-testid="answers-missing">
            {words.nothingFits}
          </Button>
        </p>
      )}
    </section>
  );
}

/** The form that an answer goes into: of what is to be done now, else of what may be done besides. */
function targetOf(card: CaseCard, actions: readonly CaseAction[]): CaseAction | undefined {
  const { now, aside } = offeredOf(card, actions);
  return [...now, ...aside].find(({ fields }) => fields.some(({ name }) => name === answerField));
}

/** What was typed, once the fingers have rested. */
function useResting(typed: string): string {
  const [asked, setAsked] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setAsked(typed.trim()), restMs);
    return () => clearTimeout(timer);
  }, [typed]);
  return asked;
}
