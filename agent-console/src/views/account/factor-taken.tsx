import { Alert, Button, Group, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Me, Office } from '../../../../server/contract/people.ts';
import { dayAndTime } from '../../model/format.ts';
import type { Rest } from '../../wire/rest.ts';
import { useLanguage } from '../shared/context.tsx';

interface Props {
  readonly me: Pick<Me, 'factorTakenAt'>;
  readonly office: Office;
  readonly rest: Rest;
  /** Absent: it is only told. */
  readonly seen?: () => void;
}

/** Told to whoever's second factor somebody else took away, as they may not have asked for it. */
export function FactorTaken({ me, office, rest, seen }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const read = useMutation({ mutationFn: () => rest.call('factorSeen', {}), onSuccess: seen });
  if (me.factorTakenAt === null) return null;
  return (
    <Alert color="orange" variant="light" role="alert" m="xs" data-testid="factor-taken">
      <Group justify="space-between">
        <Text size="sm">
          {t('account.factorTaken', { time: dayAndTime(me.factorTakenAt, office.timeZone, language) })}
        </Text>
        {seen && (
          <Button size="compact-sm" variant="default" loading={read.isPending} onClick={() => read.mutate()}>
            {t('account.factorTakenSeen')}
          </Button>
        )}
      </Group>
    </Alert>
  );
}
