import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NewPassword, PersonCard } from '../../../../server/contract/people-list.ts';
import { dayAndTime } from '../../model/format.ts';
import { useLanguage, useWorkplace } from '../shared/context.tsx';
import { Dialog } from '../shared/dialog.tsx';
import { ShownOnce } from '../shared/shown-once.tsx';
import styles from './people.module.css';
import { PersonDeeds } from './person-deeds.tsx';
import { PersonFormPart } from './person-form.tsx';
import { PersonHistory } from './person-history.tsx';

interface Props {
  /** Null: somebody who is to be added. */
  readonly person: PersonCard | null;
  /** The list is to be read anew. */
  readonly changed: () => void;
  readonly close: () => void;
}

/** Somebody: what is said of them, what can be done with their account, and what was done; or somebody new. */
export function PersonDialog({ person, changed, close }: Props) {
  const { t } = useTranslation();
  const { rest, office } = useWorkplace().desk;
  const language = useLanguage();
  const [handed, setHanded] = useState<(NewPassword & { readonly name: string }) | null>(null);
  const [saved, setSaved] = useState(false);
  const personId = person?.personId ?? '';
  const history = useQuery({
    queryKey: ['personChanges', personId],
    queryFn: () => rest.call('personChanges', { params: { personId } }),
    enabled: person !== null,
    gcTime: 0,
  });
  const done = (): void => {
    changed();
    setSaved(true);
    if (person !== null) void history.refetch();
  };
  const hand = (made: NewPassword, name: string): void => {
    setHanded({ ...made, name });
    done();
  };
  if (handed !== null)
    return (
      <ShownOnce
        title={t('people.onceTitle')}
        hint={t('people.onceHint', {
          name: handed.name,
          username: handed.username,
          until: handed.expiresAt === null ? '' : dayAndTime(handed.expiresAt, office.timeZone, language),
          interpolation: { escapeValue: false },
        })}
        secret={handed.password}
        testIds={{ secret: 'person-password', kept: 'person-password-kept' }}
        close={close}
      />
    );
  const title = person === null ? t('people.addTitle') : t('people.editOf', { name: person.displayName });
  return (
    <Dialog title={title} close={close} size="lg" testId="person-dialog">
      <Stack>
        <p className={styles.said} role="status" data-testid="person-said">
          {saved ? t('people.saved') : ''}
        </p>
        {/* What was stored meanwhile, as by taking something back, is what is written on. */}
        <PersonFormPart key={JSON.stringify(person)} person={person} added={hand} done={done} />
        {person !== null && (
          <>
            <PersonDeeds person={person} handed={(made) => hand(made, person.displayName)} done={done} />
            <PersonHistory personId={personId} history={history} done={done} />
          </>
        )}
      </Stack>
    </Dialog>
  );
}
