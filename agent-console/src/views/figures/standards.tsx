import { Button } from '@mantine/core';
import { useState } from 'react';
import { StandardsDialog } from './standards-dialog.tsx';
import { useFigureWords } from './words.ts';

/** Opens the reports on service standards, of the days that the page shows to begin with. */
export function Standards({ from, to }: { from: string; to: string }) {
  const words = useFigureWords().standards;
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="default" size="compact-sm" onClick={() => setOpen(true)} data-testid="figures-standards">
        {words.open}
      </Button>
      {open && <StandardsDialog from={from} to={to} close={() => setOpen(false)} />}
    </>
  );
}
