import { Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type DragEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FileCard } from '../../../../server/contract/files.ts';
import type { CaseCard } from '../../../../server/contract/views.ts';
import { useWorkplace } from '../shared/context.tsx';
import { Icon } from '../shared/icons.tsx';
import { useProblemText } from '../shared/save.tsx';
import { FileLine } from './file-line.tsx';
import styles from './files.module.css';
import { LookDialog } from './look-dialog.tsx';
import { useAdding } from './use-adding.ts';

const accepted = 'image/jpeg,image/png,image/webp,image/gif,image/tiff,application/pdf,audio/*,video/*';

/** What was dropped or pasted beside the words. */
const filesIn = (data: DataTransfer | null): File[] => [...(data?.files ?? [])];

/** The files of a case, and the ways to add one: chosen, dropped, pasted, photographed. */
export function CaseFiles({ card: { caseId, version } }: { card: CaseCard }) {
  const { t } = useTranslation();
  const { rest } = useWorkplace().desk;
  const problemText = useProblemText();
  const heading = useId();
  const [over, setOver] = useState(false);
  const [looking, setLooking] = useState<FileCard | null>(null);
  const [previews, setPreviews] = useState(false);
  const { add, sending, told, failed, dismiss } = useAdding(caseId);
  const found = useQuery({
    queryKey: ['files', caseId, version],
    queryFn: () => rest.call('caseFiles', { params: { caseId } }),
    placeholderData: keepPreviousData,
    // What a gateway still has comes without a word.
    refetchInterval: ({ state }) => (state.data?.files.some((file) => file.state === 'waiting') ? 3_000 : false),
  });
  const mayAdd = found.data?.mayAdd ?? false;
  usePasted(mayAdd, (files) => void add(files));
  const files = found.data?.files ?? [];
  const dropped = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    void add(filesIn(event.dataTransfer));
  };
  const dragged = (event: DragEvent): void => {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    setOver(true);
  };
  return (
    <section
      className={styles.files}
      aria-labelledby={heading}
      data-over={over}
      data-testid="files"
      {...(mayAdd && { onDragOver: dragged, onDragLeave: () => setOver(false), onDrop: dropped })}
    >
      <h2 id={heading}>{t('files.title')}</h2>
      {found.isError && <p role="alert">{problemText(found.error)}</p>}
      {found.isSuccess && files.length === 0 && <p className={styles.muted}>{t('files.none')}</p>}
      {!previews && files.some(({ preview }) => preview) && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<Icon name="eye" size={16} />}
          onClick={() => setPreviews(true)}
          data-testid="file-previews"
        >
          {t('files.previews')}
        </Button>
      )}
      <ul className={styles.list}>
        {files.map((file) => (
          <FileLine key={file.fileId} file={file} preview={previews && file.preview} look={() => setLooking(file)} />
        ))}
      </ul>
      {failed.map(({ key, name, reason }) => (
        <p key={key} role="alert" className={styles.failed} data-testid="file-refused">
          <span>{t('files.notAdded', { name, reason })}</span>
          <button type="button" aria-label={t('files.dismiss', { name })} onClick={() => dismiss(key)}>
            <Icon name="cross" size={16} />
          </button>
        </p>
      ))}
      <p role="status" className={sending === null && told === '' ? 'visually-hidden' : styles.muted}>
        {sending === null ? told : t('files.uploading', { name: sending })}
      </p>
      {mayAdd && <Choosers add={(chosen) => void add(chosen)} busy={sending !== null} over={over} />}
      {looking !== null && <LookDialog file={looking} close={() => setLooking(null)} />}
    </section>
  );
}

interface ChoosersProps {
  readonly add: (files: readonly File[]) => void;
  readonly busy: boolean;
  readonly over: boolean;
}

function Choosers({ add, busy, over }: ChoosersProps) {
  const { t } = useTranslation();
  const chooser = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  const hint = useId();
  const chosen = (input: HTMLInputElement): void => {
    add([...(input.files ?? [])]);
    // The same one may be chosen again.
    input.value = '';
  };
  const hidden = { className: 'visually-hidden', tabIndex: -1, 'aria-hidden': true } as const;
  return (
    <div className={styles.add}>
      <div className={styles.buttons}>
        <Button
          variant="default"
          loading={busy}
          aria-describedby={hint}
          onClick={() => chooser.current?.click()}
          data-testid="file-add"
        >
          {t('files.add')}
        </Button>
        <Button
          variant="default"
          className={styles.camera ?? ''}
          disabled={busy}
          onClick={() => camera.current?.click()}
          data-testid="file-photograph"
        >
          {t('files.photograph')}
        </Button>
      </div>
      <p id={hint} className={styles.muted}>
        {over ? t('files.drop') : t('files.hint')}
      </p>
      <input
        {...hidden}
        ref={chooser}
        type="file"
        multiple
        accept={accepted}
        onChange={(event) => chosen(event.currentTarget)}
        data-testid="file-chooser"
      />
      <input
        {...hidden}
        ref={camera}
        type="file"
        accept="image/*"
        capture="environment"
        onChange={(event) => chosen(event.currentTarget)}
      />
    </div>
  );
}

/** A picture pasted anywhere on the page belongs to the case that is open; words go where they are pasted. */
function usePasted(on: boolean, add: (files: readonly File[]) => void): void {
  const latest = useRef(add);
  useEffect(() => {
    latest.current = add;
  });
  useEffect(() => {
    if (!on) return;
    const pasted = (event: ClipboardEvent): void => {
      const files = filesIn(event.clipboardData);
      if (files.length === 0) return;
      event.preventDefault();
      latest.current(files);
    };
    document.addEventListener('paste', pasted);
    return () => document.removeEventListener('paste', pasted);
  }, [on]);
}
