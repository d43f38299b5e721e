import { useMutation } from '@tanstack/react-query';
import type { CallCard } from '../../../../server/contract/views.ts';
import { useWorkplace } from '../shared/context.tsx';
import { type Desk, type RecordingPause, talkOf } from '../shared/use-desk.ts';

/** Whoever talks pauses the recording while the citizen says what nobody should hear again, by one key. */
export function useRecordingPause(desk: Desk): RecordingPause {
  const { rest } = useWorkplace().desk;
  const { callId, recording = null }: Partial<Pick<CallCard, 'callId' | 'recording'>> = talkOf(desk) ?? {};
  const pausing = useMutation({
    mutationFn: (paused: boolean) =>
      rest.call('pauseRecording', { params: { callId: callId ?? '' }, body: { paused } }),
    gcTime: 0,
  });
  const paused = recording?.state === 'paused';
  if (callId === undefined || recording === null || recording.state === 'failed')
    return { toggle: null, recording, problem: null };
  return { toggle: () => pausing.mutate(!paused), recording, problem: pausing.error };
}
