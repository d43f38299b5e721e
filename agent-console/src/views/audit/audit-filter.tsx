import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type AuditSearch, auditKinds, searchAll } from '../../model/audit.ts';
import { useWorkplace } from '../shared/context.tsx';
import styles from './audit.module.css';

interface Props {
  readonly search: AuditSearch;
  readonly change: (search: AuditSearch) => void;
}

/** By whom, what, on which ticket, from when until when. */
export function AuditFilter({ search, change }: Props) {
  const { t } = useTranslation();
  const { rest } = useWorkplace().desk;
  const people = useQuery({ queryKey: ['audit-people'], queryFn: () => rest.call('auditPeople', {}) });
  const field = (name: keyof AuditSearch) => ({
    label: t(`audit.${name}`),
    value: search[name],
    onChange: (event: { currentTarget: { value: string } }) => change({ ...search, [name]: event.currentTarget.value }),
    'data-testid': `audit-${name}`,
  });
  return (
    <search className={styles.filter}>
      <NativeSelect
        {...field('personId')}
        data={[
          { value: '', label: t('audit.anybody') },
          ...(people.data?.people ?? []).map(({ personId, displayName, role, active }) => ({
            value: personId,
            label: `${displayName} – ${t(active ? `role.${role}` : 'audit.left')}`,
          })),
        ]}
      />
      <NativeSelect
        {...field('kind')}
        data={[
          { value: '', label: t('audit.anything') },
          ...auditKinds.map((kind) => ({ value: kind, label: t(`audit.kinds.${withoutDot(kind)}`) })),
        ]}
      />
      <TextInput {...field('ticket')} maxLength={40} autoComplete="off" spellCheck={false} />
      <TextInput {...field('from')} type="date" max={search.until} />
      <TextInput {...field('until')} type="date" min={search.from} />
      <Button variant="default" onClick={() => change(searchAll)} data-testid="audit-clear">
        {t('audit.clear')}
      </Button>
    </search>
  );
}

type WithoutDot<T extends string> = T extends `${infer A}.` ? A : T;
const withoutDot = <T extends string>(kind: T) => kind.replace('.', '') as WithoutDot<T>;
