import { useMutation } from '@tanstack/react-query';
import { useWorkplace } from '../shared/context.tsx';
import { type CallHelp, type Desk, handableOf } from '../shared/use-desk.ts';

/** An agent calls a supervisor to the conversation, by one key; once more withdraws it. */
export function useCallHelp(desk: Desk): CallHelp {
  const { me, rest } = useWorkplace().desk;
  const talk = handableOf(desk);
  const asked = desk.helps.some(({ agentId, callId }) => agentId === me.userId && callId === talk?.callId);
  const asking = useMutation({
    mutationFn: ({ callId, on }: { callId: string; on: boolean }) =>
      rest.call(on ? 'askHelp' : 'withdrawHelp', { params: { callId } }),
    gcTime: 0,
  });
  if (me.role !== 'agent' || !talk) return { toggle: null, asked: false, problem: null };
  const { callId } = talk;
  return { toggle: () => asking.mutate({ callId, on: !asked }), asked, problem: asking.error };
}
