import { wordsOf } from '../../transfer-words.ts';
import type { TwilioFailure } from '../client.ts';
import { type AgentPhones, addressOf } from './addresses.ts';
import type { Asked } from './asked.ts';
import type { Word } from './calls.ts';
import type { Effect } from './effect.ts';
import type { VoiceLog } from './log.ts';
import type { Queue } from './queue.ts';
import type { VoiceRest } from './rest.ts';

export interface EffectDeps {
  readonly rest: VoiceRest;
  readonly queue: () => Queue;
  readonly agentPhones: AgentPhones;
  /** Where Twilio reports on an agent's leg. */
  readonly statusUrl: (sid: string, extension: string) => string;
  /** Where Twilio reports on the leg of the other, to whom a caller is handed on. */
  readonly targetUrl: (sid: string, id: string) => string;
  /** TwiML of the room that a caller is led to. */
  readonly ledUrl: (sid: string, mark: string) => string;
  /** TwiML of what a caller is led out of his room to hear. */
  readonly wordUrl: (sid: string, word: Word) => string;
  /** What stands on a telephone that is rung for who called this number: never his own. */
  readonly shown: (dnis: string) => string;
  readonly ringSecondsOf: (queue: string) => number;
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
          from: deps.shown(call.dnis),
          to: addressOf(extension, agentPhones),
          statusCallback: deps.statusUrl(call.sid, extension),
          timeout: deps.ringSecondsOf(call.queue),
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
      case 'ring-target': {
        const { call, conferenceSid, transfer, address } = effect;
        const { sid, dnis } = call;
        const { id, mode, target } = transfer;
        const asked = await rest.ringTarget({
          ...{ conferenceSid, from: deps.shown(dnis), to: address ?? '', label: wordsOf(id, mode, target) },
          statusCallback: deps.targetUrl(sid, id),
          // Consulted, he is one of three; else the caller has nobody but him.
          endConferenceOnExit: mode !== 'consult',
        });
        if (asked.ok) return queue().targetMade(sid, id, asked.value, now());
        // Else he may ring all the same: his reports tell, or the lists.
        if (noted(asked, 'ring the other').ok || asked.failure.kind === 'unknown') return;
        return queue().targetFailed(sid, id, now());
      }
      case 'ends-room':
        noted(await rest.endsRoom(effect.conferenceSid, effect.legSid, true), 'end the room with a leg');
        return;
      case 'resume': {
        const asked = await rest.hold(effect.conferenceSid, effect.legSid, false, '');
        // In a room that is no more he is on hold no more.
        if (noted(asked, 'resume').ok || (!asked.ok && asked.failure.kind === 'rejected'))
          queue().resumed(effect.sid, now());
        return;
      }
      case 'lead':
      case 'word': {
        const { type, sid } = effect;
        const asked = await rest.lead(
          effect.legSid,
          type === 'lead' ? deps.ledUrl(sid, effect.mark) : deps.wordUrl(sid, effect.word),
        );
        if (!noted(asked, type).ok && !asked.ok && asked.failure.kind === 'rejected')
          await perform({ type: 'look', sid: effect.sid, legSid: effect.legSid });
        return;
      }
      case 'look': {
        const asked = await rest.leg(effect.legSid);
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
