import type { CommandOutcome, ExchangeCommand, TransferControl } from '../commands.ts';
import type { ActionResult, AmiConnection } from './connection.ts';
import { dial } from './dial.ts';
import { freeText, memberName } from './packets.ts';
import { type Member, pause, qualify, resume, unlike } from './queue-members.ts';
import { executeTransfer } from './transfers.ts';
import type { Translator } from './translate.ts';

export interface CommandDeps {
  readonly action: AmiConnection['action'];
  readonly translator: Pick<Translator, 'channelOf' | 'channelsOf' | 'agentHangsUp' | 'isReachable'>;
  /** The exchange's name, first part of every call id. */
  readonly name: string;
  /** Technology of agents' telephones: `PJSIP`. */
  readonly tech: string;
  /** What the dialplan there can do. */
  readonly transfers: TransferControl;
  /** Of a new transfer: the moment, epoch ms; each one once. */
  readonly newTransferId: () => string;
}

/** Carries a command out as AMI actions. Never rejects. */
export async function executeCommand(command: ExchangeCommand, deps: CommandDeps): Promise<CommandOutcome> {
  const { action, translator, tech } = deps;
  if (!/^[0-9]{1,20}$/.test(command.extension)) return rejected('an extension has digits only');
  if ('queue' in command && !/^[\w.-]{1,64}$/.test(command.queue)) return rejected('no name of a queue');
  const telephone = `${tech}/${command.extension}`;
  switch (command.type) {
    case 'agent.join': {
      const paused = String(command.paused);
      const { queue } = command;
      const member: Member = {
        queue,
        interface: telephone,
        stateinterface: telephone,
        membername: memberName(command.name),
        paused,
        wrapuptime: String(Math.ceil((command.wrapUpMs ?? 0) / 1000)),
      };
      if (!translator.isReachable(command.extension)) void qualify(action, command.extension);
      const added = await action('QueueAdd', member);
      if (added.ok || !/already there/i.test(added.kind === 'rejected' ? added.reason : '')) return outcome(added);
      // A member already, perhaps since before our restart.
      return outcome(
        (await unlike(action, member)) ?? (await action('QueuePause', { queue, interface: telephone, paused })),
      );
    }
    case 'agent.leave': {
      const removed = await action('QueueRemove', { queue: command.queue, interface: telephone });
      if (!removed.ok && removed.kind === 'rejected' && /not there/i.test(removed.reason)) return { ok: true };
      return outcome(removed);
    }
    case 'agent.pause':
      return outcome(await pause(action, telephone, freeText(command.reason), command.until ?? null));
    case 'agent.resume':
      return outcome(await resume(action, telephone));
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
    case 'transfer.complete':
    case 'transfer.cancel': {
      // A dialplan that does not know the way would hang up on the caller.
      if (!deps.transfers.blind) return { ok: false, kind: 'unsupported', reason: 'the dialplan has no transfers' };
      const channels = translator.channelsOf(command.callId, command.extension);
      return executeTransfer(command, { action, channels, newId: deps.newTransferId });
    }
    case 'leg.answer':
    case 'leg.hold':
      return { ok: false, kind: 'unsupported', reason: 'done on the telephone' };
  }
}

const rejected = (reason: string): CommandOutcome => ({ ok: false, kind: 'rejected', reason });

function outcome(result: ActionResult): CommandOutcome {
  return result.ok ? { ok: true } : { ok: false, kind: result.kind, reason: result.reason };
}
