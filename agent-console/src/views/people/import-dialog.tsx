import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PeoplePreview } from '../../../../server/contract/people-import.ts';
import type { NewPassword } from '../../../../server/contract/people-list.ts';
import { problemWord } from '../../wire/problem.ts';
import { useWorkplace } from '../shared/context.tsx';
import { Dialog } from '../shared/dialog.tsx';
import { FileSource } from '../shared/file-source.tsx';
import { useFieldText, useProblemText, useUnsavedText } from '../shared/save.tsx';
import { ImportPasswords } from './import-passwords.tsx';
import { ImportPreview } from './import-preview.tsx';
import { columnWord } from './import-words.ts';

interface Props {
  readonly changed: () => void;
  readonly close: () => void;
}

/** People of a file: it is chosen, looked at, and brought in; nothing is written before the last of these. */
export function ImportDialog({ changed, close }: Props) {
  const { t } = useTranslation();
  const { rest } = useWorkplace().desk;
  const problemText = useProblemText();
  const unsavedText = useUnsavedText();
  const fieldText = useFieldText();
  const faultText = ({ code, line, column }: PeoplePreview['faults'][number]): string => {
    const said = fieldText(code) ?? '';
    const ofColumn = column === null ? said : t('peopleImport.ofColumn', { column: t(columnWord[column]), text: said });
    if (line === null) return ofColumn;
    return t('peopleImport.ofLine', { line, text: ofColumn, interpolation: { escapeValue: false } });
  };
  const [looked, setLooked] = useState<{ readonly file: Blob; readonly preview: PeoplePreview } | null>(null);
  const [text, setText] = useState('');
  const [added, setAdded] = useState<readonly NewPassword[] | null>(null);
  const look = useMutation({
    mutationFn: async (file: Blob) => ({ file, preview: await rest.upload('previewPeople', {}, file) }),
    onSuccess: setLooked,
    gcTime: 0,
  });
  const bring = useMutation({
    mutationFn: async (file: Blob) => (await rest.upload('importPeople', {}, file)).added,
    onSuccess: (made) => {
      changed();
      setAdded(made);
    },
    // Somebody else changed the list meanwhile: the rows are told anew.
    onError: (error, file) => {
      if (problemWord(error) === 'invalid') look.mutate(file);
    },
    gcTime: 0,
  });
  const names = new Map(looked?.preview.rows.map(({ username, displayName }) => [username, displayName]));
  if (added !== null) return <ImportPasswords added={added} nameOf={(name) => names.get(name) ?? name} close={close} />;
  const refused =
    bring.error === null
      ? null
      : problemWord(bring.error) === 'invalid'
        ? t('peopleImport.changed')
        : unsavedText(bring.error);
  return (
    <Dialog title={t('peopleImport.title')} close={close} size="xl" testId="import-dialog" once>
      {looked === null || looked.preview.faults.length > 0 ? (
        <FileSource
          hint={t('peopleImport.hint')}
          busy={look.isPending}
          faults={(looked?.preview.faults ?? []).map(faultText)}
          problem={look.error === null ? null : problemText(look.error)}
          text={text}
          type={setText}
          look={look.mutate}
        />
      ) : (
        <ImportPreview
          preview={looked.preview}
          busy={bring.isPending || look.isPending}
          problem={refused}
          again={() => {
            bring.reset();
            setLooked(null);
          }}
          confirm={() => bring.mutate(looked.file)}
        />
      )}
    </Dialog>
  );
}
