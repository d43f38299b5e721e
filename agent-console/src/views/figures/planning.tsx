import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Wanted } from './figures-filter.tsx';
import { PlanningDialog } from './planning-dialog.tsx';
import { useFigureWords } from './words.ts';

/** Opens how many agents calls need, of the days that the page shows to begin with. */
export function Planning({ wanted }: { wanted: Wanted }) {
  const words = useFigureWords().planning;
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="default" size="compact-sm" onClick={() => setOpen(true)} data-testid="figures-planning">
        {words.open}
      </Button>
      {open && <PlanningDialog wanted={wanted} close={() => setOpen(false)} />}
    </>
  );
}
