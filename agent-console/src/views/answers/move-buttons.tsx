import { Alert, Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { AnswerCard } from '../../../../server/contract/answers.ts';
import { useWorkplace } from '../shared/context.tsx';
import { useProblemText } from '../shared/save.tsx';
import { useAnswerWords } from './words.ts';

type Act = 'submit' | 'return' | 'publish' | 'discard' | 'withdraw';

interface Props {
  readonly card: AnswerCard;
  readonly title: string;
  readonly mayWrite: boolean;
  readonly mayWithdraw: boolean;
  readonly moved: () => void;
}

/** What can be done with an answer as it stands. What takes something away is pressed twice; a return has its reason. */
export function MoveButtons({ card, title, mayWrite, mayWithdraw, moved }: Props) {
  const words = useAnswerWords();
  const { rest } = useWorkplace().desk;
  const problemText = useProblemText();
  const [sure, setSure] = useState<Act | null>(null);
  const [reason, setReason] = useState('');
  const { answerId, revision, stage, published } = card;
  const move = useMutation({
    mutationFn: (act: Act) =>
      rest.command('moveAnswer', { params: { answerId }, body: { revision, act, reason: reason.trim() } }),
    onSuccess: () => {
      setSure(null);
      setReason('');
    },
    onSettled: moved,
    gcTime: 0,
  });
  const acts: readonly Act[] = [
    ...(mayWrite && stage === 'writing' ? (['submit'] as const) : []),
    ...(card.mayPublish ? (['publish', 'return'] as const) : []),
    ...(mayWrite && stage !== null ? (['discard'] as const) : []),
    ...(mayWithdraw && published !== null ? (['withdraw'] as const) : []),
  ];
  const press = (act: Act): void => {
    if (act === 'submit' || act === 'publish' || (sure === act && (act !== 'return' || reason.trim() !== '')))
      move.mutate(act);
    else setSure(act);
  };
  return (
    <>
      {acts.map((act) => (
        <Button
          key={act}
          size="compact-sm"
          variant={act === 'publish' || act === 'submit' ? 'light' : sure === act ? 'filled' : 'default'}
          color={sure === act ? 'red' : undefined}
          loading={move.isPending && move.variables === act}
          onClick={() => press(act)}
          aria-label={`${words.act[act]}: ${title}`}
          data-testid={`answer-${act}`}
        >
          {words.act[act]}
        </Button>
      ))}
      {(sure === 'return' || sure === 'withdraw') && (
        <TextInput
          label={words.reason}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          maxLength={240}
          data-testid="answer-reason"
        />
      )}
      {move.error !== null && (
        <Alert color="red" variant="light" role="alert" data-testid="answer-move-problem">
          {problemText(move.error)}
        </Alert>
      )}
    </>
  );
}
