import type { CommandOutcome, ExchangeCommand, TransferCommand } from '../../commands.ts';
import type { Call, Intent } from './calls.ts';
import { outcome } from './outcome.ts';
import type { Queue } from './queue.ts';
import type { VoiceRest } from './rest.ts';

export interface TransferDeps {
  readonly queue: Queue;
  readonly rest: VoiceRest;
  readonly addressOf: (extension: string) => string;
  /** TwiML of what a held caller hears, and of the room that he is led to. */
  readonly holdUrl: string;
  readonly ledUrl: (sid: string, mark: string) => string;
  /** Epoch ms. */
  readonly now: () => number;
}

const rejected = (reason: string): CommandOutcome => ({ ok: false, kind: 'rejected', reason });

type Beginning = Extract<TransferCommand, { target: unknown }>;

/**
 * What Twilio dials for the target; null: it cannot. It knows numbers with their country's code alone; as the office writes
 * them in Indonesia they begin with 0. Short codes, such as 112, it does not dial.
 */
function addressIn(target: Beginning['target'], addressOf: (extension: string) => string): string | null {
  if (target.kind === 'queue') return '';
  if (target.kind === 'phone') return /^\d{1,20}$/.test(target.extension) ? addressOf(target.extension) : null;
  const number = target.number.replace(/^0(?=[1-9])/, '+62');
  return /^\+[1-9]\d{6,14}$/.test(number) ? number : null;
}

/** Carries out what becomes of a caller who is handed on. Never rejects. */
export async function executeTransfer(command: TransferCommand, deps: TransferDeps): Promise<CommandOutcome> {
  const { queue, now } = deps;
  const call = queue.byId(command.callId);
  if (!call || call.answered?.extension !== command.extension)
    return rejected('the extension does not talk on this call');
  switch (command.type) {
    case 'transfer.blind':
    case 'transfer.consult':
      return begin(command, call, deps);
    case 'transfer.join':
      if (call.transfer?.mode !== 'consult' || call.transfer.step !== 'consulting')
        return rejected('nobody is consulted');
      queue.fact(call.sid, { type: 'joined' }, now());
      return { ok: true };
    case 'transfer.complete':
      if (call.transfer?.mode !== 'consult' || call.transfer.step === 'begun') return rejected('nobody is consulted');
      queue.fact(call.sid, { type: 'agent-left' }, now());
      return { ok: true };
    case 'transfer.cancel':
      if (call.transfer?.mode !== 'consult') return rejected('nobody is consulted');
      queue.fact(call.sid, { type: 'cancelled' }, now());
      return { ok: true };
  }
}

async function begin(command: Beginning, call: Call, deps: TransferDeps): Promise<CommandOutcome> {
  const { queue, rest, now } = deps;
  const { target, extension } = command;
  if (call.transfer || call.intent) return rejected('the caller is being handed on already');
  if (target.kind === 'phone' && target.extension === extension) return rejected('it is that extension');
  if (target.kind === 'phone' && queue.isBusy(target.extension)) return rejected('that telephone rings or talks');
  const address = addressIn(target, deps.addressOf);
  if (address === null) return rejected('it cannot be dialled');
  const { sid, callerLeg, conferenceSid, answered } = call;
  if (conferenceSid === null || !answered) return rejected('the room is not known yet');
  const intent: Intent = {
    id: String(now()),
    target: target.kind === 'outside' ? { kind: 'outside', id: target.id } : target,
    address,
  };

  queue.intend(call, intent);
  if (command.type === 'transfer.blind') {
    const led = await rest.lead(callerLeg, deps.ledUrl(sid, intent.id));
    if (led.ok) queue.handOn(sid, 'blind', intent, now());
    // What Twilio may have done all the same is told by his new room.
    else if (led.failure.kind !== 'unknown') queue.notIntended(call, intent.id);
    return outcome(led);
  }
  // First of all: whatever becomes of us, or of the agent's telephone, the caller is not put out with it.
  const stays = await rest.endsRoom(conferenceSid, answered.offerId, false);
  const held = stays.ok ? await rest.hold(conferenceSid, callerLeg, true, deps.holdUrl) : stays;
  queue.notIntended(call, intent.id);
  if (!held.ok) {
    if (stays.ok) await rest.endsRoom(conferenceSid, answered.offerId, true);
    return outcome(held);
  }
  // The agent, or the caller, has hung up meanwhile.
  if (queue.calls.get(sid) !== call || call.answered?.offerId !== answered.offerId) {
    queue.resume(call, now());
    return rejected('the call is over');
  }
  queue.handOn(sid, 'consult', intent, now());
  return { ok: true };
}

/** Takes a caller who waits out of the queue, to a telephone. */
export function moveCaller(
  { callId, queue: name, extension }: Extract<ExchangeCommand, { type: 'caller.move' }>,
  { queue, addressOf, now }: TransferDeps,
): CommandOutcome {
  if (queue.isBusy(extension)) return rejected('that telephone rings or talks');
  const target = { kind: 'phone', extension } as const;
  const moved = queue.move(callId, name, { id: String(now()), target, address: addressOf(extension) }, now());
  return moved ? { ok: true } : rejected('the caller does not wait there');
}
