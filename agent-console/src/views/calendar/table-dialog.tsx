import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HolidaysPreview } from '../../../../server/contract/calendar-table.ts';
import { problemWord } from '../../wire/problem.ts';
import { useLanguage, useWorkplace } from '../shared/context.tsx';
import { Dialog } from '../shared/dialog.tsx';
import { FileSource } from '../shared/file-source.tsx';
import { useProblemText, useUnsavedText } from '../shared/save.tsx';
import { TablePreview } from './table-preview.tsx';

interface Props {
  readonly close: () => void;
  readonly done: (year: number | null) => void;
}

/** A year's holidays of a file: it is chosen, looked at, and taken over; nothing is written before the last of these. */
export function TableDialog({ close, done }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { rest } = useWorkplace().desk;
  const problemText = useProblemText();
  const unsavedText = useUnsavedText();
  const [looked, setLooked] = useState<{ readonly file: Blob; readonly preview: HolidaysPreview } | null>(null);
  const [text, setText] = useState('');
  const look = useMutation({
    mutationFn: async (file: Blob) => ({ file, preview: await rest.upload('previewHolidays', {}, file) }),
    onSuccess: setLooked,
    gcTime: 0,
  });
  const take = useMutation({
    mutationFn: ({ rows, file, version }: { rows: 'all' | 'good'; file: Blob; version: number }) =>
      rest.upload('importHolidays', { query: { version, rows } }, file),
    onSuccess: () => done(looked?.preview.year ?? null),
    // Somebody else changed holidays meanwhile: the rows are told anew.
    onError: (error, { file }) => {
      if (problemWord(error) === 'calendar_moved') look.mutate(file);
    },
    gcTime: 0,
  });
  const refused = () => {
    if (take.error === null) return null;
    return problemWord(take.error) === 'calendar_moved' ? t('calendarTable.changed') : unsavedText(take.error);
  };
  const faultText = ({ line, ...words }: HolidaysPreview['faults'][number]): string =>
    line === null
      ? words[language]
      : t('peopleImport.ofLine', { line, text: words[language], interpolation: { escapeValue: false } });
  return (
    <Dialog title={t('calendarTable.title')} close={close} size="xl" testId="table-dialog" once>
      {looked === null || looked.preview.faults.length > 0 ? (
        <FileSource
          hint={t('calendarTable.hint')}
          busy={look.isPending}
          faults={(looked?.preview.faults ?? []).map(faultText)}
          problem={look.error === null ? null : problemText(look.error)}
          text={text}
          type={setText}
          look={look.mutate}
        />
      ) : (
        <TablePreview
          preview={looked.preview}
          busy={take.isPending || look.isPending}
          problem={refused()}
          again={() => {
            take.reset();
            setLooked(null);
          }}
          confirm={(rows) => take.mutate({ rows, file: looked.file, version: looked.preview.version })}
        />
      )}
    </Dialog>
  );
}
