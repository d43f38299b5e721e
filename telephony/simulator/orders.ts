import type { CommandOutcome, ExchangeCommand, TransferCommand } from '../commands.ts';
import type { PhoneReachability } from '../events.ts';
import type { KnownQueues } from '../known-queues.ts';
import type { ListenCommand } from '../listening.ts';
import type { RecordingCommand } from '../recording.ts';
import type { Agenda } from './agenda.ts';
import type { Call, Leg } from './calls.ts';
import type { DialledCalls } from './dialled.ts';
import type { SimulatedListening } from './listening.ts';
import type { Phones } from './phones.ts';
import type { SimulatedRecordings } from './recordings.ts';
import type { Switchboard } from './switchboard.ts';

const done: CommandOutcome = { ok: true };
const rejected = (reason: string): CommandOutcome => ({ ok: false, kind: 'rejected', reason });

type LegCommand = Extract<ExchangeCommand, { type: `leg.${string}` }>;
type AgentCommand = Extract<ExchangeCommand, { type: `agent.${string}` }>;

/**
 * Carries out commands now, on the agenda's clock, or says why not. Asking for what is so already is harmless, so a
 * sender who does not know whether a command got through may repeat it; answering and hanging up cannot be repeated.
 */
export function createOrders(deps: {
  readonly agenda: Agenda;
  readonly phones: Phones;
  readonly switchboard: Switchboard;
  readonly dialled: DialledCalls;
  readonly listening: SimulatedListening;
  readonly recordings: Pick<SimulatedRecordings, 'pause'>;
  readonly queues: KnownQueues;
  /** False: a telephone not seen before comes into being when it joins. */
  readonly onlyKnownPhones: boolean;
  readonly emit: (event: PhoneReachability) => void;
}): (command: ExchangeCommand) => CommandOutcome {
  const { agenda, phones, switchboard, dialled, listening, queues } = deps;

  function join(command: Extract<ExchangeCommand, { type: 'agent.join' }>): CommandOutcome {
    const { extension, name, queue, paused, wrapUpMs = 0, penalty = 0 } = command;
    let phone = phones.get(extension);
    if (!phone) {
      if (deps.onlyKnownPhones) return rejected(`no extension ${extension} on this exchange`);
      phone = phones.add(extension);
      deps.emit({ type: 'phone.reachable', at: agenda.now(), extension });
    }
    const wasReady = phone.member?.paused === false;
    if (!wasReady) phone.idleSince = agenda.now();
    const places = phone.member?.queues ?? new Map<string, number>();
    phone.member = { name, paused, wrapUpMs, queues: places.set(queue, penalty) };
    switchboard.distribute();
    return done;
  }

  function orderAgent(command: AgentCommand): CommandOutcome {
    const { extension } = command;
    if (command.type === 'agent.join' && !queues.has(command.queue)) {
      return rejected(`no queue ${command.queue} on this exchange`);
    }
    if (command.type === 'agent.join') return join(command);
    const phone = phones.get(extension);
    if (!phone?.member) return rejected(`extension ${extension} is not a member of any queue`);
    switch (command.type) {
      case 'agent.leave':
        // A ring or talk under way goes on: leaving the queue does not hang up.
        phone.member.queues.delete(command.queue);
        if (phone.member.queues.size === 0) phone.member = null;
        return done;
      case 'agent.pause':
        phone.member.paused = true;
        return done;
      case 'agent.resume':
        if (phone.member.paused) phone.idleSince = agenda.now();
        phone.member.paused = false;
        phone.wrapsUpUntil = 0;
        switchboard.distribute();
        return done;
    }
  }

  function orderLeg(command: LegCommand): CommandOutcome {
    const { callId, extension } = command;
    if (dialled.has(callId)) return orderDialled(command);
    const call = switchboard.calls.get(callId);
    if (!call) return rejected(`no call ${callId} on this exchange`);
    const ringing = call.ringing?.extension === extension ? call.ringing : null;
    const talking = call.answered?.extension === extension;
    switch (command.type) {
      case 'leg.answer':
        if (switchboard.transfers.answer(call, extension)) return done;
        if (!ringing) return rejected(notRinging(call, extension));
        switchboard.answer(call, ringing);
        return done;
      case 'leg.hangup':
        return hangUp(call, ringing, talking, extension);
      case 'leg.mute':
        if (talking) call.muted = command.on;
        // Of one who is consulted nobody hears the difference.
        else if (!switchboard.transfers.talks(call, extension)) return notTalking(call, extension);
        return done;
      case 'leg.hold':
        if (!talking) return notTalking(call, extension);
        if (call.transfer) return rejected('the caller is on hold for a transfer');
        if (!switchboard.hold(call, command.on)) return rejected(`hold of call ${callId} changes too fast`);
        return done;
    }
  }

  function serveFirst({ callId, queue }: Extract<ExchangeCommand, { type: 'caller.first' }>): CommandOutcome {
    const call = switchboard.calls.get(callId);
    return call?.queue === queue && switchboard.first(call) ? done : rejected(`call ${callId} does not wait there`);
  }

  function move({ callId, queue, extension }: Extract<ExchangeCommand, { type: 'caller.move' }>): CommandOutcome {
    const call = switchboard.calls.get(callId);
    const moved = call?.queue === queue && switchboard.move(call, extension);
    return moved ? done : rejected(`call ${callId} does not wait there`);
  }

  function orderTransfer(command: TransferCommand): CommandOutcome {
    const { callId, extension } = command;
    const known = switchboard.calls.get(callId);
    if (known) return switchboard.transfers.execute(command, known);
    const refused = rejected(`no caller ${callId} on this exchange`);
    if (command.type !== 'transfer.blind' && command.type !== 'transfer.consult') return refused;
    const talk = dialled.release(callId, extension);
    return talk ? switchboard.transfers.execute(command, switchboard.take(talk)) : refused;
  }

  function pauseRecording({ callId, extension, on }: RecordingCommand): CommandOutcome {
    const talks = switchboard.calls.get(callId)?.answered?.extension === extension;
    return talks
      ? deps.recordings.pause(callId, on)
      : rejected(`extension ${extension} does not talk on call ${callId}`);
  }

  function orderDialled(command: LegCommand): CommandOutcome {
    const { callId, extension } = command;
    const went = {
      'leg.answer': () => dialled.answer(callId, extension),
      'leg.hangup': () => dialled.hangUp(callId, extension),
      'leg.hold': () => command.type === 'leg.hold' && dialled.hold(callId, extension, command.on),
      // Nobody hears the difference.
      'leg.mute': () => true,
    }[command.type]();
    return went ? done : rejected(`call ${callId} is not so far at extension ${extension}`);
  }

  function hangUp(call: Call, ringing: Leg | null, talking: boolean, extension: string): CommandOutcome {
    if (switchboard.transfers.hangUp(call, extension)) return done;
    if (ringing) switchboard.lapse(call, ringing, 'refused');
    else if (talking) switchboard.end(call, 'agent');
    else return rejected(`extension ${extension} has no leg of call ${call.callId}`);
    return done;
  }

  return (command) => {
    if (command.type === 'call.dial') return dialled.dial(command);
    if (command.type === 'recording.pause') return pauseRecording(command);
    if (command.type === 'queues.define') {
      queues.define(command.queues);
      return done;
    }
    if (isListen(command)) return listening.execute(command);
    if (command.type === 'caller.first') return serveFirst(command);
    if (command.type === 'caller.move') return move(command);
    if (!('callId' in command)) return orderAgent(command);
    return isTransfer(command) ? orderTransfer(command) : orderLeg(command);
  };
}

const notTalking = ({ callId }: Call, extension: string) =>
  rejected(`extension ${extension} does not talk on call ${callId}`);

function notRinging({ callId, answered }: Call, extension: string): string {
  if (answered) return `call ${callId} is already answered by extension ${answered.extension}`;
  return `call ${callId} does not ring extension ${extension}`;
}

const isListen = (command: ExchangeCommand): command is ListenCommand => command.type.startsWith('listen.');
const isTransfer = (command: LegCommand | TransferCommand): command is TransferCommand =>
  command.type.startsWith('transfer.');
