import { useQuery } from '@tanstack/react-query';
import { useWorkplace } from './context.tsx';

/** The office's reasons for not being ready; they change with a restart of the server only. */
export function usePauseReasons() {
  const { rest } = useWorkplace().desk;
  const list = useQuery({
    queryKey: ['pauseReasons'],
    queryFn: () => rest.call('pauseReasons', {}),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return list.data?.reasons ?? [];
}
