import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Wanted } from './figures-filter.tsx';
import { PlanningDialog } from './planning-dialog.tsx';
import { emptyRoster } from './use-roster.ts';
import { useFigureWords } from './words.ts';

/** Opens how many agents calls need, of the days that the page shows to begin with. */
export function Planning({ wanted }: { wanted: Wanted }) {
  const words = useFigureWords().planning;
  const [open, setOpen] = useState(false);
  const [roster, setRoster] = useState(emptyRoster);
  return (
    <>
      <Button variant="default" size="compact-sm" onClick={() => setOpen(true)} data-testid="figures-planning">
        {words.open}
      </Button>
      {open && <PlanningDialog wanted={wanted} roster={roster} changeRoster={setRoster} close={() => setOpen(false)} />}
    </>
  );
}
