import { useMutation } from '@tanstack/react-query';
import type { AgentCard } from '../../../../server/contract/floor.ts';
import { useWorkplace } from '../shared/context.tsx';

export interface WrapUp {
  /** Null: there is no wrap-up to end. */
  readonly finish: (() => void) | null;
  /** Null: it cannot be made longer. */
  readonly extend: (() => void) | null;
  readonly busy: boolean;
}

/** Ends the agent's wrap-up before the recap is written, or makes it longer. */
export function useWrapUp(agent: AgentCard | null): WrapUp {
  const { rest } = useWorkplace().desk;
  const act = useMutation({
    mutationFn: (action: 'finish' | 'extend') => rest.call('wrapUp', { body: { action } }),
    gcTime: 0,
  });
  const wrapUp = agent?.wrapUp ?? null;
  return {
    finish: wrapUp === null ? null : () => act.mutate('finish'),
    extend: (wrapUp?.extensionsLeft ?? 0) > 0 ? () => act.mutate('extend') : null,
    busy: act.isPending,
  };
}
