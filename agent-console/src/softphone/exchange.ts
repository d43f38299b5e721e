import type { LegAction } from '../../../server/contract/people.ts';
import { createCell, type PhoneControls, type PhoneState, type Softphone } from './softphone.ts';

export interface ExchangePhoneParts {
  readonly controls: PhoneControls;
  readonly leg: (callId: string, action: LegAction['action']) => Promise<void>;
}

/** A telephone worked through the exchange: a desk phone or the simulator. */
export function createExchangePhone({ controls, leg }: ExchangePhoneParts): Softphone {
  const cell = createCell<PhoneState>({
    mode: 'exchange',
    status: 'elsewhere',
    controls,
    held: false,
    muted: false,
    problem: null,
  });
  const ask = async (callId: string, action: LegAction['action'], then: Partial<PhoneState>): Promise<void> => {
    try {
      await leg(callId, action);
      cell.set({ ...then, problem: null });
    } catch {
      cell.set({ problem: 'command' });
    }
  };
  return {
    get: cell.get,
    subscribe: cell.subscribe,
    answer: (callId) => ask(callId, 'answer', { held: false, muted: false }),
    hangup: (callId) => ask(callId, 'hangup', { held: false, muted: false }),
    hold: (callId, on) => ask(callId, on ? 'hold' : 'unhold', { held: on }),
    mute: (callId, on) => ask(callId, on ? 'mute' : 'unmute', { muted: on }),
    idle: () => {
      const { held, muted, problem } = cell.get();
      if (held || muted || problem !== null) cell.set({ held: false, muted: false, problem: null });
    },
    retire: (over) => over(),
    stop: () => {},
  };
}
