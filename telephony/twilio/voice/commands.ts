import type { CommandOutcome, ExchangeCommand } from '../../commands.ts';
import type { Queue } from './queue.ts';
import type { Asked, VoiceRest } from './rest.ts';

export interface CommandDeps {
  readonly queue: Queue;
  readonly rest: VoiceRest;
  readonly queueName: string;
  /** TwiML of what a held caller hears. */
  readonly holdUrl: string;
  /** Epoch ms. */
  readonly now: () => number;
}

const rejected = (reason: string): CommandOutcome => ({ ok: false, kind: 'rejected', reason });

/** Carries a command out: membership in our own queue, the rest on Twilio's participants. Never rejects. */
export async function executeCommand(command: ExchangeCommand, deps: CommandDeps): Promise<CommandOutcome> {
  const { queue, now } = deps;
  const { extension } = command;
  if (!/^[0-9]{1,20}$/.test(extension)) return rejected('an extension has digits only');
  if ('queue' in command && command.queue !== deps.queueName) return rejected('no such queue');
  switch (command.type) {
    case 'agent.join':
      queue.member(extension, command.paused, now(), command.wrapUpMs);
      return { ok: true };
    case 'agent.leave':
      queue.leaveQueue(extension);
      return { ok: true };
    case 'agent.pause':
    case 'agent.resume':
      if (!queue.isMember(extension)) return rejected('not a member of the queue');
      queue.pause(extension, command.type === 'agent.pause', now());
      return { ok: true };
    case 'call.dial':
      return { ok: false, kind: 'unsupported', reason: 'this exchange places no calls yet' };
    case 'transfer.blind':
    case 'transfer.consult':
    case 'transfer.complete':
    case 'transfer.cancel':
      return { ok: false, kind: 'unsupported', reason: 'callers are not handed on here' };
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
  { queue, rest, holdUrl, now }: CommandDeps,
): Promise<CommandOutcome> {
  const { extension } = command;
  const call = queue.byId(command.callId);
  if (!call) return rejected('no such call');
  if (command.type === 'leg.hangup' && !call.answered) {
    const legSid = queue.refuse(call, extension, now());
    if (legSid === null) return rejected('the call does not ring there');
    const asked = await rest.cancel(legSid);
    queue.cancelled(call.sid, legSid, asked.ok ? asked.value : null, now());
    return outcome(asked);
  }
  if (call.answered?.extension !== extension) return rejected('the extension does not talk on this call');
  const { offerId } = call.answered;
  if (command.type === 'leg.hangup') return outcome(await rest.hangup(offerId));
  if (call.conferenceSid === null) return rejected('the room is not known yet');
  return command.type === 'leg.hold'
    ? outcome(await rest.hold(call.conferenceSid, call.sid, command.on, holdUrl))
    : outcome(await rest.mute(call.conferenceSid, offerId, command.on));
}

function outcome(asked: Asked<unknown>): CommandOutcome {
  if (asked.ok) return { ok: true };
  const { kind, reason } = asked.failure;
  if (kind === 'unknown') return { ok: false, kind: 'timeout', reason };
  return { ok: false, kind: kind === 'rejected' ? 'rejected' : 'unreachable', reason };
}
