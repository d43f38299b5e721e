import { Alert, Button, Group, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SopPreview } from '../../../../server/contract/sops.ts';
import { useLanguage, useWorkplace } from '../shared/context.tsx';
import tables from '../shared/table.module.css';
import type { VersionName } from '../shell/route.ts';
import { useRefusalText } from './refusal.ts';
import styles from './sops.module.css';

/** What the version would have made of past cases, beside the one in force. */
export function SopPreviewPanel({ id, version }: VersionName) {
  const { t } = useTranslation();
  const { rest } = useWorkplace().desk;
  const refusalText = useRefusalText();
  const [from, setFrom] = useState('');
  const [until, setUntil] = useState('');
  const preview = useMutation({
    mutationFn: () =>
      rest.call('previewSop', {
        params: { sopId: id, version },
        body: { ...(from === '' ? {} : { from }), ...(until === '' ? {} : { until }) },
      }),
  });
  const { data: soFar } = useQuery({
    queryKey: ['preview', id, version],
    queryFn: () => rest.call('previewProgress', { params: { sopId: id, version } }),
    enabled: preview.isPending,
    refetchInterval: 1_000,
    gcTime: 0,
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    preview.mutate();
  };
  return (
    <form onSubmit={submit}>
      <p className={styles.muted}>{t('sops.previewHint')}</p>
      <Group align="end" mt="sm" mb="md">
        <TextInput
          type="date"
          label={t('sops.from')}
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
          data-testid="sop-preview-from"
        />
        <TextInput
          type="date"
          label={t('sops.until')}
          value={until}
          onChange={(event) => setUntil(event.currentTarget.value)}
        />
        <Button type="submit" loading={preview.isPending} data-testid="sop-preview">
          {t('sops.preview')}
        </Button>
      </Group>
      {preview.isPending && soFar && soFar.total > 0 && (
        <div data-testid="sop-preview-progress" role="status">
          <progress value={soFar.done} max={soFar.total} aria-label={t('sops.preview')} />
          <p className={styles.muted}>{t('sops.previewSoFar', { ...soFar })}</p>
        </div>
      )}
      {preview.error !== null && (
        <Alert color="red" variant="light" role="alert">
          {refusalText(preview.error)}
        </Alert>
      )}
      <div role="status">{preview.data !== undefined && <Compared preview={preview.data} />}</div>
    </form>
  );
}

function Compared({ preview }: { preview: SopPreview }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { version, base, from, until, cases, total, late, steps } = preview;
  return (
    <section data-testid="sop-compared">
      <p>
        <b>{t('sops.previewOf', { version, base: base ?? t('sops.noBase'), count: cases, from, until })}</b>
      </p>
      {cases < total && <p>{t('sops.previewCut', { count: cases, total })}</p>}
      {cases === 0 ? <p>{t('sops.noCases')}</p> : <p>{t('sops.lateCases', { ...late })}</p>}
      <table className={`${tables.table} ${styles.table}`}>
        <thead>
          <tr>
            <th scope="col">{t('sops.step')}</th>
            <th scope="col">{t('sops.limit')}</th>
            <th scope="col">{t('sops.runs')}</th>
            <th scope="col">{t('sops.breached')}</th>
            <th scope="col">{t('sops.meaning')}</th>
          </tr>
        </thead>
        <tbody>
          {steps.map((step) => {
            const { base: was, candidate: is } = step;
            const pair = (old: string | number | undefined, fresh: string | number | undefined) =>
              old === fresh ? (fresh ?? t('sops.none')) : `${old ?? t('sops.none')} → ${fresh ?? t('sops.none')}`;
            return (
              <tr key={step.step} data-testid="sop-compared-step" data-step={step.step}>
                <th scope="row">
                  {step.number > 0 && `${step.number} `}
                  {step.name[language]}
                </th>
                <td className={styles.short}>{pair(was?.budget?.[language], is?.budget?.[language])}</td>
                <td>{pair(was?.runs, is?.runs)}</td>
                <td>{pair(was?.breached, is?.breached)}</td>
                <td>{step.sentence[language]}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
