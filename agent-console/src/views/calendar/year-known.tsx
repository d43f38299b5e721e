import { Alert, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CalendarOverview } from '../../../../server/contract/calendar.ts';
import { RevokeButton } from '../shared/revoke-button.tsx';

interface Props {
  readonly of: Pick<CalendarOverview, 'year' | 'known' | 'knownHere'>;
  readonly busy: boolean;
  readonly say: (year: number, known: boolean) => void;
}

/** Whether all holidays of a year are known, where it is not so by a file; it is said here. */
export function YearKnown({ of: { year, known, knownHere }, busy, say }: Props) {
  const { t } = useTranslation();
  if (known && !knownHere) return null;
  return (
    <Alert
      color={known ? 'gray' : 'yellow'}
      variant="light"
      data-testid={known ? 'calendar-known' : 'calendar-unknown'}
    >
      <Group justify="space-between">
        <span>{t(known ? 'calendarTable.saidHere' : 'calendar.unknownYear', { year })}</span>
        <RevokeButton
          label={t(known ? 'calendarTable.reopen' : 'calendarTable.complete', { year })}
          sureLabel={t(known ? 'calendarTable.reopenSure' : 'calendarTable.completeSure', { year })}
          of={String(year)}
          busy={busy}
          revoke={() => say(year, !known)}
          testId={known ? 'year-reopen' : 'year-complete'}
        />
      </Group>
    </Alert>
  );
}
