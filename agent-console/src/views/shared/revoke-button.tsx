import { Button } from '@mantine/core';
import { useState } from 'react';

interface Props {
  readonly label: string;
  readonly sureLabel: string;
  /** Name of what is revoked. */
  readonly of: string;
  readonly busy: boolean;
  readonly revoke: () => void;
  readonly testId: string;
}

/** Asks once more on the button itself; whoever goes elsewhere has not been sure. */
export function RevokeButton({ label, sureLabel, of, busy, revoke, testId }: Props) {
  const [sure, setSure] = useState(false);
  return (
    <Button
      size="compact-sm"
      variant={sure ? 'filled' : 'default'}
      color={sure ? 'red' : undefined}
      loading={busy}
      onClick={() => (sure ? revoke() : setSure(true))}
      onBlur={() => setSure(false)}
      aria-label={`${sure ? sureLabel : label}: ${of}`}
      data-testid={testId}
    >
      {sure ? sureLabel : label}
    </Button>
  );
}
