import { type ComponentProps, lazy, Suspense } from 'react';
import type { ReasonDialog as Dialog } from './reason-dialog.tsx';

export const fetchReasonDialog = () =>
  import('./reason-dialog.tsx').then(({ ReasonDialog }) => ({ default: ReasonDialog }));
const Lazy = lazy(fetchReasonDialog);

/** The dialog that asks why, which the desk comes without over a slow line. */
export function AskedReason(props: ComponentProps<typeof Dialog>) {
  return (
    <Suspense fallback={null}>
      <Lazy {...props} />
    </Suspense>
  );
}
