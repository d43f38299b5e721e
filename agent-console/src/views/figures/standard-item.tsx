import { Alert, Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { StandardPaperCard } from '../../../../server/contract/standards.ts';
import { dayAndTime, wholeNumber } from '../../model/format.ts';
import { useLanguage, useWorkplace } from '../shared/context.tsx';
import { useProblemText } from '../shared/save.tsx';
import { saveFile } from '../shared/save-file.ts';
import styles from './figures.module.css';
import { useFigureWords } from './words.ts';

/** A report that was made: its number, of what it is, who made it, by what its file is known. */
export function StandardItem({ card }: { card: StandardPaperCard }) {
  const words = useFigureWords().standards;
  const language = useLanguage();
  const problemText = useProblemText();
  const { rest, office } = useWorkplace().desk;
  const { paperId, number, from, to, procedure, corrections, sha256, madeAt, madeByName } = card;
  const take = useMutation({
    mutationFn: async () =>
      saveFile(
        await rest.blob('takeStandard', { params: { paperId } }),
        `standar-pelayanan-${number.replaceAll('/', '-')}.pdf`,
      ),
  });
  return (
    <li data-testid="standard">
      <strong data-testid="standard-number">{number}</strong>
      <p>
        {[words.of(from, to), procedure?.[language] ?? words.all].join(' · ')}
        <br />
        {words.by(madeByName ?? words.gone, dayAndTime(madeAt, office.timeZone, language))}
        {corrections > 0 && ` · ${words.corrections(wholeNumber(corrections, language))}`}
      </p>
      <p className={styles.digest}>
        SHA-256 <code data-testid="standard-sha256">{sha256}</code>
      </p>
      <Button
        {...{ size: 'compact-sm', variant: 'default', loading: take.isPending }}
        onClick={() => take.mutate()}
        aria-label={`${words.take}: ${number}`}
        data-testid="standard-take"
        style={{ justifySelf: 'start' }}
      >
        {words.take}
      </Button>
      {take.isError && (
        <Alert color="red" variant="light" role="alert">
          {problemText(take.error)}
        </Alert>
      )}
    </li>
  );
}
