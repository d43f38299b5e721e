import { Alert, Group } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { NewPassword, PersonCard } from '../../../../server/contract/people-list.ts';
import { useWorkplace } from '../shared/context.tsx';
import { RevokeButton } from '../shared/revoke-button.tsx';
import { useProblemText } from '../shared/save.tsx';
import styles from './people.module.css';

type Deed = 'activate' | 'deactivate' | 'password' | 'factor';

interface Props {
  readonly person: PersonCard;
  readonly handed: (made: NewPassword) => void;
  readonly done: () => void;
}

/** What can be done with somebody's account; each asks once more on its button. */
export function PersonDeeds({ person, handed, done }: Props) {
  const { t } = useTranslation();
  const { rest, me } = useWorkplace().desk;
  const problemText = useProblemText();
  const { personId, active, displayName, secondFactor } = person;
  const act = useMutation({
    mutationFn: async (deed: Deed): Promise<NewPassword | null> => {
      const params = { personId };
      if (deed === 'password') return rest.call('resetPassword', { params });
      if (deed === 'factor') await rest.call('resetSecondFactor', { params });
      else await rest.call('setPersonActive', { params, body: { active: deed === 'activate' } });
      return null;
    },
    onSuccess: (made) => (made === null ? done() : handed(made)),
    gcTime: 0,
  });
  // One's own password is changed in one's own menu, and one's factor taken away by another.
  const another = personId !== me.userId;
  const deeds: readonly Deed[] = active
    ? [
        ...(another ? (['password'] as const) : []),
        ...(another && secondFactor ? (['factor'] as const) : []),
        'deactivate',
      ]
    : ['activate'];
  return (
    <section className={styles.part}>
      <h3>{t('people.deeds')}</h3>
      {act.error !== null && (
        <Alert color="red" variant="light" role="alert" mb="xs" data-testid="person-deed-problem">
          {problemText(act.error)}
        </Alert>
      )}
      <Group gap="xs">
        {deeds.map((deed) => (
          <RevokeButton
            key={deed}
            label={t(`people.${deed}`)}
            sureLabel={t(`people.${deed}Sure`)}
            of={displayName}
            busy={act.isPending && act.variables === deed}
            revoke={() => act.mutate(deed)}
            testId={`person-${deed}`}
          />
        ))}
      </Group>
    </section>
  );
}
