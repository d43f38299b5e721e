import { Alert, Button, Group } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SopFault, SopValidation, SopVersionDetail } from '../../../../server/contract/sops.ts';
import { lineRange } from '../../model/lengths.ts';
import { useLanguage, useWorkplace } from '../shared/context.tsx';
import { Icon } from '../shared/icons.tsx';
import { goTo } from '../shell/route.ts';
import { useRefusalText } from './refusal.ts';
import styles from './sops.module.css';

interface Props {
  readonly detail: SopVersionDetail;
  /** False: to be read only. */
  readonly editable: boolean;
  readonly saved: (text: string) => void;
}

const lineHeight = 20;

/** The text of a version with the numbers of its lines; its faults lead to their lines. */
export function SopEditor({ detail, editable, saved }: Props) {
  const { t } = useTranslation();
  const { rest } = useWorkplace().desk;
  const refusalText = useRefusalText();
  const [source, setSource] = useState(detail.source ?? '');
  const field = useRef<HTMLTextAreaElement>(null);
  const gutter = useRef<HTMLPreElement>(null);
  const fieldId = useId();

  const check = useMutation({ mutationFn: () => rest.call('validateSop', { body: { source } }) });
  const save = useMutation({
    mutationFn: async () => {
      // The faults in both languages come from the check; a text without any is saved.
      const checked = await check.mutateAsync();
      return checked.faults.length > 0 ? null : rest.call('saveSop', { body: { source } });
    },
    onSuccess: (card) => {
      if (card === null) return;
      saved(t('sops.draftSaved', { version: card.version }));
      if (card.version !== detail.version || card.id !== detail.id) {
        goTo({ page: 'sops', sop: { id: card.id, version: card.version } });
      }
    },
  });
  if (detail.source === null) return <p className={styles.muted}>{t('sops.noText')}</p>;

  const goToLine = (line: number): void => {
    const { start, end } = lineRange(source, line);
    field.current?.focus();
    field.current?.setSelectionRange(start, end);
    field.current?.scrollTo({ top: Math.max(0, (line - 4) * lineHeight) });
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    save.mutate();
  };
  const lines = source.split('\n').length;
  const error = save.error ?? check.error;
  return (
    <form onSubmit={submit} data-panel="sop" data-state="current">
      <label htmlFor={fieldId}>{t('sops.text')}</label>
      <p className={styles.muted}>{t(editable ? 'sops.newVersion' : 'sops.readOnly')}</p>
      <div className={styles.editor}>
        <pre className={styles.gutter} aria-hidden="true" ref={gutter}>
          {Array.from({ length: lines }, (_, index) => index + 1).join('\n')}
        </pre>
        <textarea
          id={fieldId}
          ref={field}
          className={styles.source}
          value={source}
          readOnly={!editable}
          wrap="off"
          spellCheck={false}
          aria-invalid={(check.data?.faults.length ?? 0) > 0}
          data-testid="sop-source"
          onChange={(event) => {
            setSource(event.currentTarget.value);
            check.reset();
            save.reset();
          }}
          onScroll={(event) => gutter.current?.scrollTo({ top: event.currentTarget.scrollTop })}
        />
      </div>
      {editable && (
        <Group mt="sm" gap="sm">
          <Button
            variant="default"
            onClick={() => check.mutate()}
            loading={check.isPending && !save.isPending}
            data-testid="sop-check"
          >
            {t('sops.check')}
          </Button>
          <Button type="submit" loading={save.isPending} data-testid="sop-save" data-primary>
            {t('sops.saveDraft')}
          </Button>
        </Group>
      )}
      {error !== null && (
        <Alert color="red" variant="light" role="alert" mt="sm">
          {refusalText(error)}
        </Alert>
      )}
      {check.data !== undefined && <Checked result={check.data} goToLine={goToLine} />}
    </form>
  );
}

function Checked({ result, goToLine }: { result: SopValidation; goToLine: (line: number) => void }) {
  const { t } = useTranslation();
  const { faults, id, version, steps } = result;
  if (faults.length === 0) {
    return (
      <Alert color="teal" variant="light" role="status" mt="sm" data-testid="sop-fine">
        {t('sops.fine', { sop: id ?? '', version: version ?? '', count: steps })}
      </Alert>
    );
  }
  return (
    <section className={styles.faults} aria-labelledby="sop-faults">
      <h2 id="sop-faults" role="status">
        <Icon name="warn" size={18} /> {t('sops.faults', { count: faults.length })}
      </h2>
      <p className={styles.muted}>{t('sops.faultsHint')}</p>
      <ol>
        {faults.map((fault) => (
          <li key={`${fault.line} ${fault.place} ${fault.en}`}>
            <Fault fault={fault} goToLine={goToLine} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Fault({ fault, goToLine }: { fault: SopFault; goToLine: (line: number) => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { line, place } = fault;
  return (
    <button type="button" data-testid="sop-fault" data-line={line} onClick={() => goToLine(line ?? 1)}>
      <b>{line === null ? t('sops.whole') : t('sops.line', { line })}</b>
      {place !== null && <code>{place}</code>}
      <span>{fault[language]}</span>
    </button>
  );
}
