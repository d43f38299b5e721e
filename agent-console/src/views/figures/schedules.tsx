import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useWorkplace } from '../shared/context.tsx';
import styles from './figures.module.css';
import type { Wanted } from './figures-filter.tsx';
import { SchedulesDialog } from './schedules-dialog.tsx';
import { useFigureWords } from './words.ts';

/** Opens what goes out by e-mail by itself; where there is no mail server, that is said beside the button. */
export function Schedules({ wanted }: { wanted: Wanted }) {
  const words = useFigureWords().schedules;
  const { rest } = useWorkplace().desk;
  const [open, setOpen] = useState(false);
  const list = useQuery({
    queryKey: ['report-schedules'],
    queryFn: () => rest.call('reportSchedules', {}),
    // What is under way is looked at more often.
    refetchInterval: ({ state }) =>
      open ? (state.data?.schedules.some(({ last }) => last?.state === 'pending') ? 2_000 : 30_000) : false,
  });
  return (
    <>
      <Button variant="default" size="compact-sm" onClick={() => setOpen(true)} data-testid="figures-schedules">
        {words.open}
      </Button>
      {list.data?.mail === false && (
        <span className={styles.muted} data-testid="schedules-no-mail">
          {words.noMail}
        </span>
      )}
      {open && (
        <SchedulesDialog
          wanted={wanted}
          list={list.data ?? null}
          fault={list.error}
          look={() => void list.refetch()}
          close={() => setOpen(false)}
        />
      )}
    </>
  );
}
