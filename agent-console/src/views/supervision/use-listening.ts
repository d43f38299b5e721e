import { useMutation } from '@tanstack/react-query';
import type { ListenMode } from '../../../../server/contract/supervision.ts';
import { useWorkplace } from '../shared/context.tsx';

/** Listening to a conversation, and taking its caller over, by one click: a telephone in this browser answers by itself when it rings for it. */
export function useListening() {
  const { desk, phone } = useWorkplace();
  const { rest } = desk;
  const pickUp = async (callId: string) => {
    if (phone && phone.get().mode !== 'exchange') await phone.answer(callId);
  };
  const listen = useMutation({
    mutationFn: async ({ callId, mode }: { callId: string; mode: ListenMode }) => {
      await rest.call('listenIn', { params: { callId }, body: { mode } });
      await pickUp(callId);
    },
    gcTime: 0,
  });
  const takeOver = useMutation({
    mutationFn: async (callId: string) => {
      await rest.call('takeOver', { params: { callId } });
      await pickUp(callId);
    },
    gcTime: 0,
  });
  const stop = useMutation({
    mutationFn: (callId: string) => rest.call('stopListening', { params: { callId } }),
    gcTime: 0,
  });
  return { listen, stop, takeOver, error: listen.error ?? stop.error ?? takeOver.error };
}
