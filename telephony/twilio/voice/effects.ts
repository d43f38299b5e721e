import type { TwilioFailure } from '../client.ts';
import { type AgentPhones, addressOf } from './addresses.ts';
import type { Effect } from './calling.ts';
import type { VoiceLog } from './log.ts';
import type { Queue } from './queue.ts';
import type { Asked, VoiceRest } from './rest.ts';

export interface EffectDeps {
  readonly rest: VoiceRest;
  readonly queue: () => Queue;
  readonly agentPhones: AgentPhones;
  /** Where Twilio reports on an agent's leg. */
  readonly statusUrl: (sid: string, extension: string) => string;
  readonly ringSeconds: number;
  /** Epoch ms. */
  readonly now: () => number;
  readonly log: VoiceLog;
  /** After each: the queue's next moment may be another. */
  readonly done: () => void;
  /** Twilio did not answer. */
  readonly failed: (reason: string) => void;
}

/** Carries out what the queue asks of Twilio and tells it what came of it. */
export function createEffects(deps: EffectDeps) {
  const { rest, queue, agentPhones, now, log } = deps;
  const running = new Set<Promise<void>>();

  const noted = <T>(asked: Asked<T>, what: string): Asked<T> => {
    if (asked.ok) return asked;
    const { kind, reason, code } = asked.failure;
    log.warn({ what, kind, code, reason }, 'Twilio did not do what the queue asked');
    if (kind === 'unreachable' || kind === 'unknown') deps.failed(reason);
    return asked;
  };

  async function perform(effect: Effect): Promise<void> {
    switch (effect.type) {
      case 'ring': {
        const { call, conferenceSid, extension } = effect;
        const asked = await rest.ring({
          conferenceSid,
          // A telephone is shown the hotline, never the caller: his number stays with us.
          from: /^\+\d+$/.test(call.dnis) ? call.dnis : 'client:hotline',
          to: addressOf(extension, agentPhones),
          statusCallback: deps.statusUrl(call.sid, extension),
          timeout: deps.ringSeconds,
        });
        if (asked.ok) queue().ringMade(call.sid, extension, asked.value, now());
        else queue().ringFailed(call.sid, extension, whyNot(noted(asked, 'ring')), now());
        return;
      }
      case 'cancel': {
        const asked = noted(await rest.cancel(effect.legSid), 'cancel');
        return queue().cancelled(effect.sid, effect.legSid, asked.ok ? asked.value : null, now());
      }
      case 'hangup': {
        const asked = await rest.hangup(effect.legSid);
        // Over already is as good.
        if (!asked.ok && asked.failure.kind !== 'rejected') noted(asked, 'hangup');
        return;
      }
      case 'look': {
        const asked = await rest.leg(effect.sid);
        const there = asked.ok
          ? ['queued', 'ringing', 'in-progress'].includes(asked.value.status)
          : notThere(asked.failure);
        return queue().looked(effect.sid, there, now());
      }
    }
  }

  return {
    carryOut(effect: Effect): void {
      const work: Promise<void> = perform(effect).finally(() => {
        running.delete(work);
        deps.done();
      });
      running.add(work);
    },
    /** Resolves when nothing is under way. */
    idle: async () => void (await Promise.all(running)),
  };
}

const notThere = ({ kind }: TwilioFailure) => (kind === 'rejected' ? false : null);

function whyNot(asked: Asked<string>): 'phone' | 'room' | 'away' | 'unknown' {
  if (asked.ok) return 'unknown';
  const { kind, code } = asked.failure;
  if (kind === 'rejected') return code === '20404' ? 'room' : 'phone';
  return kind === 'unknown' ? 'unknown' : 'away';
}
