import { Alert, Button, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { groupsIn, groupsText } from '../../model/answer-form.ts';
import { useWorkplace } from '../shared/context.tsx';
import { useProblemText } from '../shared/save.tsx';
import styles from './answers.module.css';
import { useAnswerWords } from './words.ts';

/** Words that mean the same in this office, one group a line. */
export function Synonyms({ groups, saved }: { groups: readonly (readonly string[])[]; saved: () => void }) {
  const words = useAnswerWords();
  const { rest } = useWorkplace().desk;
  const problemText = useProblemText();
  const [text, setText] = useState<string | null>(null);
  const save = useMutation({
    mutationFn: () => rest.command('saveSynonyms', { body: { groups: groupsIn(text ?? '') } }),
    onSuccess: () => {
      setText(null);
      saved();
    },
    gcTime: 0,
  });
  return (
    <>
      <h2>{words.synonyms}</h2>
      <Textarea
        aria-label={words.synonyms}
        description={words.synonymsHint}
        value={text ?? groupsText(groups)}
        onChange={(event) => {
          setText(event.currentTarget.value);
          save.reset();
        }}
        autosize
        minRows={3}
        maxRows={12}
        data-testid="synonyms"
      />
      {save.error !== null && (
        <Alert color="red" variant="light" role="alert">
          {problemText(save.error)}
        </Alert>
      )}
      <div className={styles.bar}>
        <Button
          onClick={() => save.mutate()}
          loading={save.isPending}
          disabled={text === null}
          data-testid="synonyms-save"
        >
          {words.saveSynonyms}
        </Button>
        <span role="status">{save.isSuccess ? words.saved : ''}</span>
      </div>
    </>
  );
}
