import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonFound, Whose } from '../../../../server/contract/privacy.ts';
import { checkBody } from '../../wire/check.ts';
import { fieldCodes } from '../../wire/problem.ts';
import { useWorkplace } from '../shared/context.tsx';
import { useFieldText, useProblemText } from '../shared/save.tsx';
import { ErasureList } from './erasure-list.tsx';
import { PersonTools } from './person-tools.tsx';
import styles from './privacy.module.css';
import { RetentionReport } from './retention-report.tsx';

/** What citizens may ask about their own data: found, copied, put right, restricted, and erased by four eyes. */
export function PrivacyPage() {
  const { t } = useTranslation();
  const { me } = useWorkplace().desk;
  return (
    <div className={styles.page}>
      <h1>{t('privacy.title')}</h1>
      {me.role === 'privacy_officer' && <PersonSearch />}
      <ErasureList />
      <RetentionReport />
    </div>
  );
}

function PersonSearch() {
  const { t } = useTranslation();
  const { rest } = useWorkplace().desk;
  const fieldText = useFieldText();
  const problemText = useProblemText();
  // Nothing of it is kept in the browser.
  const [typed, setTyped] = useState({ by: 'phone' as Whose['by'], value: '', reason: '' });
  const [codes, setCodes] = useState<Record<string, string>>({});
  const [found, setFound] = useState<{ readonly whose: Whose; readonly person: PersonFound } | null>(null);
  const look = useMutation({
    mutationFn: (whose: Whose) => rest.call('findPerson', { body: whose }),
    onSuccess: (person, whose) => setFound({ whose, person }),
    onError: (error) => setCodes(fieldCodes(error)),
    gcTime: 0,
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const whose = { ...typed, callerId: null };
    const wrong = checkBody('findPerson', whose);
    setCodes(wrong);
    setFound(null);
    if (Object.keys(wrong).length === 0) look.mutate(whose);
  };
  const field = (name: 'value' | 'reason') => ({
    value: typed[name],
    error: fieldText(codes[name]),
    onChange: (event: { currentTarget: { value: string } }) =>
      setTyped({ ...typed, [name]: event.currentTarget.value }),
    'data-testid': `privacy-${name}`,
  });
  return (
    <>
      <form onSubmit={submit} noValidate className={styles.form}>
        <NativeSelect
          label={t('privacy.by')}
          value={typed.by}
          onChange={(event) => setTyped({ ...typed, by: event.currentTarget.value as Whose['by'] })}
          data={[
            { value: 'phone', label: t('privacy.phone') },
            { value: 'nik', label: t('privacy.nik') },
            { value: 'email', label: t('privacy.email') },
          ]}
          data-testid="privacy-by"
        />
        <TextInput label={t('privacy.value')} {...field('value')} maxLength={254} autoComplete="off" />
        <TextInput
          label={t('privacy.reason')}
          description={t('privacy.reasonHint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          {...field('reason')}
          maxLength={240}
        />
        <Button type="submit" loading={look.isPending} data-testid="privacy-find">
          {t('privacy.find')}
        </Button>
      </form>
      {look.isError && Object.keys(codes).length === 0 && <p role="alert">{problemText(look.error)}</p>}
      {found !== null && (
        <PersonTools
          key={`${found.whose.by} ${found.whose.value}`}
          whose={found.whose}
          person={found.person}
          again={() => look.mutate(found.whose)}
        />
      )}
    </>
  );
}
