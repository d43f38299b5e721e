import type { CommandOutcome, ExchangeCommand } from '../../commands.ts';
import type { KnownQueues } from '../../known-queues.ts';
import type { Dialling } from './dialling.ts';
import type { Listeners } from './listeners.ts';
import { outcome } from './outcome.ts';
import type { PlacedCalls } from './placed.ts';
import type { RecordedCalls } from './recorded.ts';
import { executeTransfer, moveCaller, type TransferDeps } from './transfers.ts';

export interface CommandDeps extends TransferDeps {
  readonly listeners: Pick<Listeners, 'execute'>;
  readonly placed: Pick<PlacedCalls, 'hangUp'>;
  readonly recorded: Pick<RecordedCalls, 'execute'>;
  readonly dialling: Pick<Dialling, 'execute'>;
  readonly queues: KnownQueues;
}

const rejected = (reason: string): CommandOutcome => ({ ok: false, kind: 'rejected', reason });

/** Carries a command out: membership in our own queue, the rest on Twilio's participants. Never rejects. */
export async function executeCommand(command: ExchangeCommand, deps: CommandDeps): Promise<CommandOutcome> {
  const { queue, now } = deps;
  if (command.type === 'caller.first')
    return deps.queues.has(command.queue) && queue.first(command.callId, now())
      ? { ok: true }
      : rejected('the caller does not wait there');
  if (command.type === 'queues.define') {
    deps.queues.define(command.queues);
    return { ok: true };
  }
  const { extension } = command;
  if (!/^[0-9]{1,20}$/.test(extension)) return rejected('an extension has digits only');
  if (command.type === 'agent.join' && !deps.queues.has(command.queue)) return rejected('no such queue');
  switch (command.type) {
    case 'agent.join': {
      const { queue: name, penalty = 0, paused, wrapUpMs = 0 } = command;
      queue.member(extension, paused, now(), wrapUpMs, { queue: name, penalty });
      return { ok: true };
    }
    case 'agent.leave':
      queue.leaveQueue(extension, command.queue);
      return { ok: true };
    case 'agent.pause':
    case 'agent.resume':
      if (!queue.isMember(extension)) return rejected('not a member of the queue');
      queue.pause(extension, command.type === 'agent.pause', now());
      return { ok: true };
    case 'call.dial':
      return deps.dialling.execute(command);
    case 'transfer.blind':
    case 'transfer.consult':
    case 'transfer.join':
    case 'transfer.complete':
    case 'transfer.cancel':
      return executeTransfer(command, deps);
    case 'caller.move':
      return deps.queues.has(command.queue) ? moveCaller(command, deps) : rejected('no such queue');
    case 'listen.begin':
    case 'listen.mode':
    case 'listen.end':
      return deps.listeners.execute(command);
    case 'recording.pause':
      return deps.recorded.execute(command);
    case 'leg.answer':
      return { ok: false, kind: 'unsupported', reason: 'done on the telephone' };
    case 'leg.hangup':
    case 'leg.hold':
    case 'leg.mute':
      return onLeg(command, deps);
  }
}

async function onLeg(
  command: Extract<ExchangeCommand, { type: 'leg.hangup' | 'leg.hold' | 'leg.mute' }>,
  { queue, placed, rest, holdUrl, now }: CommandDeps,
): Promise<CommandOutcome> {
  const { extension } = command;
  const call = queue.byId(command.callId);
  if (!call && command.type === 'leg.hangup' && placed.hangUp(queue.keyOf(command.callId), extension, now()))
    return { ok: true };
  if (!call) return rejected('no such call');
  const refused = command.type === 'leg.hangup' ? queue.refuseTarget(call, extension) : null;
  if (refused !== null) return outcome(await rest.hangup(refused));
  if (command.type === 'leg.hangup' && !call.answered) {
    const legSid = queue.refuse(call, extension, now());
    if (legSid === null) return rejected('the call does not ring there');
    const asked = await rest.cancel(legSid);
    queue.cancelled(call.sid, legSid, asked.ok ? asked.value : null, now());
    return outcome(asked);
  }
  const consulted = command.type === 'leg.mute' && call.target?.extension === extension ? call.target.legSid : null;
  if (consulted !== null && call.conferenceSid !== null)
    return outcome(await rest.mute(call.conferenceSid, consulted, command.type === 'leg.mute' && command.on));
  if (call.answered?.extension !== extension) return rejected('the extension does not talk on this call');
  const { offerId } = call.answered;
  if (command.type === 'leg.hangup') return outcome(await rest.hangup(offerId));
  if (call.conferenceSid === null) return rejected('the room is not known yet');
  if (command.type === 'leg.hold' && (call.transfer || call.intent))
    return rejected('the caller is on hold for a transfer');
  if (command.type === 'leg.hold') queue.holdBy(call);
  return command.type === 'leg.hold'
    ? outcome(await rest.hold(call.conferenceSid, call.callerLeg, command.on, holdUrl))
    : outcome(await rest.mute(call.conferenceSid, offerId, command.on));
}
