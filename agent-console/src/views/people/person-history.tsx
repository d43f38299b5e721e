import { Alert } from '@mantine/core';
import { type UseQueryResult, useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { PersonChangeCard } from '../../../../server/contract/people-list.ts';
import { dayAndTime } from '../../model/format.ts';
import { type ChangedField, linesOf } from '../../model/people.ts';
import { roles } from '../../wire/contract.ts';
import { useLanguage, useWorkplace } from '../shared/context.tsx';
import { RevokeButton } from '../shared/revoke-button.tsx';
import { useProblemText } from '../shared/save.tsx';
import styles from './people.module.css';

interface Props {
  readonly personId: string;
  readonly history: UseQueryResult<{ readonly changes: readonly PersonChangeCard[] }>;
  readonly done: () => void;
}

/** What was done to somebody's entry, by whom and when; what can be is taken back. */
export function PersonHistory({ personId, history, done }: Props) {
  const { t } = useTranslation();
  const { rest, office } = useWorkplace().desk;
  const language = useLanguage();
  const problemText = useProblemText();
  const undo = useMutation({
    mutationFn: (changeId: string) => rest.call('undoPersonChange', { params: { personId, changeId } }),
    onSuccess: done,
    gcTime: 0,
  });
  const valueText = useValueText();
  const fault = undo.error ?? history.error;
  return (
    <section className={styles.part}>
      <h3>{t('people.history')}</h3>
      {fault !== null && (
        <Alert color="red" variant="light" role="alert" data-testid="person-history-problem">
          {problemText(fault)}
        </Alert>
      )}
      {history.data?.changes.length === 0 && <p className={styles.muted}>{t('people.historyNone')}</p>}
      <ul className={styles.changes}>
        {history.data?.changes.map(({ changeId, at, byName, way, kind, before, after, undoable }) => (
          <li key={changeId} data-testid="person-change" data-kind={kind}>
            <span>
              {t(`people.kinds.${kind}`)}
              {(way === 'import' || way === 'undo') && ` (${t(`people.ways.${way}`)})`}
              {kind === 'changed' &&
                linesOf({ before, after }).map((line) => (
                  <div key={line.field}>
                    {t(`people.fields.${line.field}`)}: {valueText(line.field, line.before)} →{' '}
                    {valueText(line.field, line.after)}
                  </div>
                ))}
              <small>
                {t('people.changedBy', {
                  at: dayAndTime(at, office.timeZone, language),
                  name: way === 'first start' ? t('people.ways.first_start') : (byName ?? t('people.nobodyHere')),
                })}
              </small>
            </span>
            {undoable && (
              <RevokeButton
                label={t('people.undo')}
                sureLabel={t('people.undoSure')}
                of={t(`people.kinds.${kind}`)}
                busy={undo.isPending && undo.variables === changeId}
                revoke={() => undo.mutate(changeId)}
                testId="person-undo"
              />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** A stored value as people call it. */
function useValueText(): (field: ChangedField, value: string | null | undefined) => string {
  const { t } = useTranslation();
  return (field, value) => {
    if (value === null || value === undefined) return t('people.none');
    if (field === 'phone' && (value === 'browser' || value === 'desk')) return t(`people.phones.${value}`);
    if (field === 'locale' && (value === 'id' || value === 'en')) return t(`people.locales.${value}`);
    const role = field === 'role' && roles.find((one) => one === value);
    return role ? t(`role.${role}`) : value;
  };
}
