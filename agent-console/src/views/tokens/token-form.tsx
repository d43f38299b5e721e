import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { figureWords } from '../../../../server/contract/figure-words.ts';
import { tokenDays, tokenReports } from '../../../../server/contract/token-reports.ts';
import { dayAndTime } from '../../model/format.ts';
import { checkBody } from '../../wire/check.ts';
import { fieldCodes } from '../../wire/problem.ts';
import { useLanguage, useWorkplace } from '../shared/context.tsx';
import { useFieldText } from '../shared/save.tsx';
import { ShownOnce } from '../shared/shown-once.tsx';
import styles from './tokens.module.css';

/** Offered, in days; what lies between is for programs of the interface. */
const offered = ['30', '90', '180', '365', '730'] as const;

type Lasts = (typeof offered)[number];
type Report = (typeof tokenReports)[number];

interface Props {
  readonly made: () => void;
  /** Told what became of the last try; null: nothing is wrong with it as a whole. */
  readonly failed: (error: unknown) => void;
}

/** Makes a token, and shows it this once. */
export function TokenForm({ made, failed }: Props) {
  const { t } = useTranslation();
  const { rest, office } = useWorkplace().desk;
  const language = useLanguage();
  const fieldText = useFieldText();
  const [name, setName] = useState('');
  const [days, setDays] = useState<Lasts>(`${tokenDays.usual}`);
  const [reports, setReports] = useState<readonly Report[]>([]);
  const [codes, setCodes] = useState<Readonly<Record<string, string>>>({});
  const body = { name, days: Number(days), reports: [...reports] };
  const add = useMutation({
    mutationFn: () => rest.call('addReportToken', { body }),
    onSuccess: () => {
      setName('');
      setDays(`${tokenDays.usual}`);
      setReports([]);
      made();
    },
    onError: (error) => {
      const found = fieldCodes(error);
      setCodes(found);
      if (Object.keys(found).length === 0) failed(error);
    },
    gcTime: 0,
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const wrong = checkBody('addReportToken', body);
    setCodes(wrong);
    failed(null);
    if (Object.keys(wrong).length === 0) add.mutate();
  };
  return (
    <form onSubmit={submit} noValidate className={styles.form}>
      <TextInput
        label={t('tokens.name')}
        description={t('tokens.nameHint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={fieldText(codes.name)}
        maxLength={60}
        autoComplete="off"
        data-testid="token-name"
      />
      <NativeSelect
        label={t('tokens.days')}
        data={offered.map((value) => ({ value, label: t(`tokens.lasts.${value}`) }))}
        value={days}
        onChange={(event) => setDays(event.currentTarget.value as Lasts)}
        error={fieldText(codes.days)}
        data-testid="token-days"
      />
      <Checkbox.Group
        className={styles.reports}
        label={t('tokens.reports')}
        value={[...reports]}
        onChange={(chosen) => setReports(tokenReports.filter((report) => chosen.includes(report)))}
        error={codes.reports === undefined ? undefined : t('tokens.noReport')}
      >
        <div className={styles.choices}>
          {tokenReports.map((report) => (
            <Checkbox
              key={report}
              value={report}
              label={figureWords[language].reports[report]}
              data-testid={`token-report-${report}`}
            />
          ))}
        </div>
      </Checkbox.Group>
      <Button className={styles.submit ?? ''} type="submit" loading={add.isPending} data-testid="token-add">
        {t('tokens.add')}
      </Button>
      {add.data !== undefined && (
        <ShownOnce
          title={t('tokens.onceTitle')}
          hint={t('tokens.onceHint', { until: dayAndTime(add.data.expiresAt, office.timeZone, language) })}
          secret={add.data.token}
          testIds={{ secret: 'token-secret', kept: 'token-kept' }}
          close={add.reset}
        />
      )}
    </form>
  );
}
