import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PersonCard } from '../../../../server/contract/people-list.ts';
import { dayAndTime } from '../../model/format.ts';
import { useLanguage, useWorkplace } from '../shared/context.tsx';
import styles from './people.module.css';

/** Somebody in the list. */
export function PersonRow({ person, open }: { readonly person: PersonCard; readonly open: () => void }) {
  const { t } = useTranslation();
  const { office } = useWorkplace().desk;
  const language = useLanguage();
  const { displayName, username, role, extension, phone, active, lastLogInAt, firstPasswordUntil } = person;
  const when = (at: number) => dayAndTime(at, office.timeZone, language);
  return (
    <tr data-testid="person-row" data-username={username} data-active={active}>
      <th scope="row">
        {displayName}
        <br />
        <small className={styles.plain}>{username}</small>
      </th>
      <td>{t(`role.${role}`)}</td>
      <td>{extension === null ? t('people.noPhone') : `${extension}, ${t(`people.phones.${phone}`)}`}</td>
      <td className={active ? undefined : styles.left}>{t(active ? 'people.isActive' : 'people.isLeft')}</td>
      <td>
        {lastLogInAt === null ? t('people.never') : t('people.loggedIn', { at: when(lastLogInAt) })}
        {active && firstPasswordUntil !== null && (
          <>
            <br />
            <small>{t('people.waits', { until: when(firstPasswordUntil) })}</small>
          </>
        )}
      </td>
      <td>
        <Button
          size="compact-sm"
          variant="default"
          onClick={open}
          aria-label={t('people.editOf', { name: displayName })}
          data-testid="person-edit"
        >
          {t('people.edit')}
        </Button>
      </td>
    </tr>
  );
}
