import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Response as Reply } from '../../../../server/contract/api.ts';
import type { PersonFound, Whose } from '../../../../server/contract/privacy.ts';
import { dayAndTime } from '../../model/format.ts';
import { useLanguage, useWorkplace } from '../shared/context.tsx';
import { useProblemText } from '../shared/save.tsx';
import { saveFile } from '../shared/save-file.ts';
import { Ticket } from '../shared/ticket.tsx';
import styles from './privacy.module.css';

interface Props {
  readonly whose: Whose;
  readonly person: PersonFound;
  /** Looks anew. */
  readonly again: () => void;
}

/** What is known of a number, and what can be done with the data of one person. */
export function PersonTools({ whose, person, again }: Props) {
  const { t } = useTranslation();
  const { rest, office } = useWorkplace().desk;
  const language = useLanguage();
  const problemText = useProblemText();
  const client = useQueryClient();
  const [callerId, setCallerId] = useState<string | null>(null);
  const [right, setRight] = useState({ callerName: '', address: '' });
  const [files, setFiles] = useState<Reply<'copyPersonFiles'>['files']>([]);
  const body = { ...whose, callerId };
  const cases = person.cases.filter((one) => callerId === null || one.callerId === callerId);
  const restricted = cases.some((one) => one.restricted);
  const doing = useMutation({ mutationFn: (work: () => Promise<string>) => work(), gcTime: 0 });
  const reached = async (asked: Promise<{ readonly cases: number }>) => {
    const { cases: count } = await asked;
    again();
    return t('privacy.done', { count });
  };
  const copy = (format: 'json' | 'pdf') => async () => {
    const file = await rest.blob('copyPerson', { body: { ...body, format, language } });
    saveFile(file, `data.${format}`);
    return t('privacy.done', { count: cases.length });
  };
  const listFiles = async () => {
    const found = await rest.call('copyPersonFiles', { body });
    setFiles(found.files);
    return t('privacy.filesFound', { count: found.files.length });
  };
  const correct = () => {
    const { callerName, address } = right;
    const fields = { ...(callerName !== '' && { callerName }), ...(address !== '' && { address }) };
    return reached(rest.call('correctPerson', { body: { ...body, ...fields } }));
  };
  const withdraw = (caseId: string) => async () => {
    await rest.command('recordBasis', { params: { caseId }, body: { answer: 'withdrawn' } });
    again();
    return t('privacy.withdrawn');
  };
  const ask = async () => {
    await rest.call('askErasure', { body });
    await client.invalidateQueries({ queryKey: ['erasures'] });
    return t('privacy.asked');
  };
  // Whose data they are is said before anything is done.
  const disabled = (person.shared && callerId === null) || doing.isPending;
  const button = (
    name: 'pdf' | 'json' | 'files' | 'restrict' | 'lift' | 'correct' | 'erase',
    work: () => Promise<string>,
  ) => (
    <Button
      variant={name === 'erase' ? 'outline' : 'default'}
      color={name === 'erase' ? 'red' : undefined}
      disabled={disabled}
      onClick={() => doing.mutate(work)}
      data-testid={`privacy-${name}`}
    >
      {t(`privacy.${name}`)}
    </Button>
  );
  if (person.people.length === 0 && person.cases.length === 0 && person.aside === 0)
    return <p role="status">{t('privacy.none')}</p>;
  return (
    <section data-testid="privacy-person">
      <h2>{t('privacy.found', { masked: person.masked, count: cases.length })}</h2>
      {person.shared && (
        <>
          <p role="alert" className={styles.warning} data-testid="privacy-shared">
            {t('privacy.shared', { count: person.people.length })}
          </p>
          <NativeSelect
            label={t('privacy.whose')}
            value={callerId ?? ''}
            onChange={(event) => setCallerId(event.currentTarget.value || null)}
            data={[
              { value: '', label: '–' },
              ...person.people.map((one) => ({
                value: one.callerId,
                label: t('privacy.person', { name: one.name ?? t('privacy.nameless'), tickets: one.tickets }),
              })),
            ]}
            data-testid="privacy-whose"
          />
        </>
      )}
      <ul className={styles.list}>
        {cases.map((one) => (
          <li key={one.caseId} data-testid="privacy-case">
            <Ticket number={one.ticketNumber} size="text" />
            <span className={styles.muted}>{dayAndTime(one.openedAt, office.timeZone, language)}</span>
            <span>{t(one.open ? 'privacy.open' : 'privacy.over')}</span>
            {one.restricted && <span>{t('privacy.restricted')}</span>}
            {one.consent !== null && <span data-testid="privacy-consent">{t(`privacy.consent.${one.consent}`)}</span>}
            {(one.consent === 'asked' || one.consent === 'given') && (
              <Button
                size="compact-sm"
                variant="default"
                disabled={doing.isPending}
                onClick={() => doing.mutate(withdraw(one.caseId))}
                aria-label={`${t('privacy.withdraw')}: ${one.ticketNumber}`}
                data-testid="privacy-withdraw"
              >
                {t('privacy.withdraw')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {person.aside > 0 && <p data-testid="privacy-aside">{t('privacy.aside', { count: person.aside })}</p>}
      <div className={styles.tools}>
        {button('pdf', copy('pdf'))}
        {button('json', copy('json'))}
        {button('files', listFiles)}
        {restricted
          ? button('lift', () => reached(rest.call('restrictPerson', { body: { ...body, restricted: false } })))
          : button('restrict', () => reached(rest.call('restrictPerson', { body: { ...body, restricted: true } })))}
        {button('erase', ask)}
      </div>
      {files.length > 0 && (
        <ul className={styles.list}>
          {files.map(({ fileId, name, url, ticketNumber }) => (
            <li key={fileId} data-testid="privacy-file">
              <a href={url} download={name}>
                {name}
              </a>
              <Ticket number={ticketNumber} size="text" />
            </li>
          ))}
        </ul>
      )}
      <div className={styles.tools}>
        {(['callerName', 'address'] as const).map((name) => (
          <TextInput
            key={name}
            label={t(`privacy.${name}`)}
            value={right[name]}
            onChange={(event) => setRight({ ...right, [name]: event.currentTarget.value })}
            maxLength={name === 'address' ? 240 : 120}
            autoComplete="off"
            data-testid={`privacy-${name}`}
          />
        ))}
        {button('correct', correct)}
      </div>
      <p role="status" data-testid="privacy-said">
        {doing.data}
      </p>
      {doing.isError && <p role="alert">{problemText(doing.error)}</p>}
    </section>
  );
}
