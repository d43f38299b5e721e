import { useQuery } from '@tanstack/react-query';
import { supervisors } from '../../wire/contract.ts';
import { useWorkplace } from '../shared/context.tsx';

export interface Supervision {
  /** Whether this person supervises at all. */
  readonly supervises: boolean;
  /** With a telephone of their own, at an exchange that lets them. */
  readonly listens: boolean;
  readonly takesOver: boolean;
  readonly first: boolean;
  readonly moves: boolean;
}

/** What this person may do from the floor. @param connected whether the exchange is: it may be another one when it is back */
export function useSupervision(connected: boolean): Supervision {
  const { me, rest } = useWorkplace().desk;
  const supervises = (supervisors as readonly string[]).includes(me.role);
  const can = useQuery({
    queryKey: ['supervision', connected],
    queryFn: () => rest.call('supervision', {}),
    enabled: supervises && connected,
  });
  const { listen = false, takeOver = false, first = false, move = false } = can.data ?? {};
  const phone = me.extension !== null;
  return { supervises, listens: phone && listen, takesOver: phone && takeOver, first, moves: move };
}
