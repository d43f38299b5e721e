import type { CommandOutcome, ExchangeCommand, SupervisionControl, TransferControl } from '../commands.ts';
import type { ActionResult, AmiConnection } from './connection.ts';
import { dial } from './dial.ts';
import { executeListen } from './listening.ts';
import { freeText, memberName } from './packets.ts';
import { defineQueues, type QueuesFile } from './queue-definitions.ts';
import { adjust, type Member, pause, qualify, resume, unlike } from './queue-members.ts';
import { pauseRecording } from './recording.ts';
import { executeTransfer, moveCaller } from './transfers.ts';
import type { Translator } from './translate.ts';

export interface CommandDeps {
  readonly action: AmiConnection['action'];
  readonly translator: Pick<
    Translator,
    'channelOf' | 'channelsOf' | 'waitingChannelOf' | 'recordedChannelOf' | 'agentHangsUp' | 'isReachable'
  >;
  /** Epoch ms. */
  readonly now: () => number;
  /** The exchange's name, first part of every call id. */
  readonly name: string;
  /** Technology of agents' telephones: `PJSIP`. */
  readonly tech: string;
  /** What the dialplan there can do. */
  readonly transfers: TransferControl;
  readonly supervision: SupervisionControl;
  /** Null: queues are not made there. */
  readonly queues: QueuesFile | null;
  /** Of a new transfer: the moment, epoch ms; each one once. */
  readonly newTransferId: () => string;
}

/** Carries a command out as AMI actions. Never rejects. */
export async function executeCommand(command: ExchangeCommand, deps: CommandDeps): Promise<CommandOutcome> {
  const { action, translator, tech } = deps;
  if ('extension' in command && !/^[0-9]{1,20}$/.test(command.extension))
    return rejected('an extension has digits only');
  if ('queue' in command && !/^[\w.-]{1,64}$/.test(command.queue)) return rejected('no name of a queue');
  const telephone = 'extension' in command ? `${tech}/${command.extension}` : '';
  switch (command.type) {
    case 'agent.join': {
      const paused = String(command.paused);
      const member: Member = {
        queue: command.queue,
        interface: telephone,
        stateinterface: telephone,
        membername: memberName(command.name),
        paused,
        wrapuptime: String(Math.ceil((command.wrapUpMs ?? 0) / 1000)),
        penalty: String(command.penalty ?? 0),
      };
      if (!translator.isReachable(command.extension)) void qualify(action, command.extension);
      const added = await action('QueueAdd', member);
      if (added.ok || !/already there/i.test(added.kind === 'rejected' ? added.reason : '')) return outcome(added);
      // A member already, perhaps since before our restart.
      return outcome((await unlike(action, member)) ?? (await adjust(action, member)));
    }
    case 'agent.leave': {
      const removed = await action('QueueRemove', { queue: command.queue, interface: telephone });
      // Of a queue that is gone nobody is a member.
      if (!removed.ok && removed.kind === 'rejected' && /not there|no such queue/i.test(removed.reason))
        return { ok: true };
      return outcome(removed);
    }
    case 'agent.pause':
      return outcome(await pause(action, telephone, freeText(command.reason), command.until ?? null));
    case 'agent.resume':
      return outcome(await resume(action, telephone));
    case 'queues.define':
      if (!deps.queues) return { ok: false, kind: 'unsupported', reason: 'no file for queues is set' };
      return defineQueues(action, deps.queues, command.queues);
    case 'call.dial':
      return dial(command, deps);
    case 'leg.hangup': {
      const channel = translator.channelOf(command.callId, command.extension);
      if (!channel) return rejected('no such leg');
      translator.agentHangsUp(command.callId);
      return outcome(await action('Hangup', { channel, cause: '16' }));
    }
    case 'leg.mute': {
      const channel = translator.channelOf(command.callId, command.extension);
      if (!channel) return rejected('no such leg');
      // As a variable, because the MuteAudio action needs the `system` right, which could do much else.
      const value = command.on ? 'on' : 'off';
      return outcome(await action('Setvar', { channel, variable: 'MUTEAUDIO(in)', value }));
    }
    case 'transfer.blind':
    case 'transfer.consult':
    case 'transfer.join':
    case 'transfer.complete':
    case 'transfer.cancel': {
      // A dialplan that does not know the way would hang up on the caller.
      const can = command.type === 'transfer.join' ? deps.transfers.join : deps.transfers.blind;
      if (!can) return { ok: false, kind: 'unsupported', reason: 'the dialplan has no such transfers' };
      const channels = translator.channelsOf(command.callId, command.extension);
      return executeTransfer(command, { action, channels, newId: deps.newTransferId });
    }
    case 'caller.first':
      return serveFirst(command, deps);
    case 'recording.pause':
      return pauseRecording(command, deps);
    case 'caller.move': {
      if (!deps.transfers.blind) return { ok: false, kind: 'unsupported', reason: 'the dialplan has no transfers' };
      const caller = translator.waitingChannelOf(command.callId, command.queue);
      if (!caller) return rejected('the caller does not wait there');
      return moveCaller({ action, newId: deps.newTransferId }, caller, command.extension);
    }
    case 'listen.begin':
    case 'listen.mode':
    case 'listen.end':
      if (!deps.supervision.listen) return { ok: false, kind: 'unsupported', reason: 'nobody listens there' };
      return executeListen(command, deps);
    case 'leg.answer':
    case 'leg.hold':
      return { ok: false, kind: 'unsupported', reason: 'done on the telephone' };
  }
}

/** Asterisk serves whoever has more of it first. It grows with each asking, so that the last one put first is. */
const priorityAt = (now: number) => String(Math.floor(now / 1000) - 1_700_000_000);

async function serveFirst(
  { callId, queue }: Extract<ExchangeCommand, { type: 'caller.first' }>,
  { action, translator, now }: CommandDeps,
): Promise<CommandOutcome> {
  const caller = translator.waitingChannelOf(callId, queue);
  if (!caller) return rejected('the caller does not wait there');
  // Without `Immediate` it counts when somebody else comes, and not before.
  return outcome(
    await action('QueueChangePriorityCaller', { queue, caller, priority: priorityAt(now()), immediate: 'yes' }),
  );
}

const rejected = (reason: string): CommandOutcome => ({ ok: false, kind: 'rejected', reason });

function outcome(result: ActionResult): CommandOutcome {
  return result.ok ? { ok: true } : { ok: false, kind: result.kind, reason: result.reason };
}
