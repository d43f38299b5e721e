import type { CommandOutcome, TransferCommand } from '../commands.ts';
import type { CallEvent } from '../events.ts';
import {
  beginTransfer,
  stepTransfer,
  type TransferEffect,
  type TransferFact,
  type TransferResult,
} from '../transfer.ts';
import type { Agenda } from './agenda.ts';
import type { Call } from './calls.ts';
import type { Phones } from './phones.ts';

/** Lengths in ms before speed: how long a telephone rings for a transfer, and when somebody outside answers. */
const ringMs = 20_000;
/** Who waits already, and was moved to somebody, does not wait for him as long. */
const movedRingMs = 10_000;
const outsideAnswersMs = 3_000;

const done: CommandOutcome = { ok: true };
const rejected = (reason: string): CommandOutcome => ({ ok: false, kind: 'rejected', reason });

/** Callers who are handed on: carries out what the machine of a transfer asks for. */
export interface SimulatedTransfers {
  execute(command: TransferCommand, call: Call): CommandOutcome;
  /** Gives one who waits, and rings nobody, to a telephone. */
  move(call: Call, extension: string): void;
  /** Leads one whom nobody has answered, and who is in no queue, to a number outside of the office. */
  leadOut(call: Call, id: string): void;
  /** The telephone that rings for a transfer, or talks in a consultation, answers. False: it does not ring so. */
  answer(call: Call, extension: string): boolean;
  /** This telephone was asked in, and has answered. */
  talks(call: Call, extension: string): boolean;
  /** It hangs up, or the agent who consults does. False: the call has nothing to do with a transfer there. */
  hangUp(call: Call, extension: string): boolean;
  callerGone(call: Call): void;
}

export function createSimulatedTransfers(deps: {
  readonly agenda: Agenda;
  readonly phones: Phones;
  readonly scale: (ms: number) => number;
  readonly emit: (event: CallEvent) => void;
  readonly plan: (call: Call, what: 'ring' | 'robot', afterMs: number, run: () => void) => void;
  readonly strike: (call: Call, ...what: ('ring' | 'robot')[]) => void;
  /** First in line again. */
  readonly requeue: (call: Call) => void;
  /** The telephone's talk is over: its wrap-up begins. */
  readonly rest: (extension: string) => void;
  readonly robotTalks: (call: Call, extension: string) => void;
  /** Somebody has answered him for the first time, here or outside. */
  readonly callerTalks: (call: Call) => void;
}): SimulatedTransfers {
  const { agenda, phones, scale, emit, plan, strike } = deps;

  function go(call: Call, { transfer, events, effects }: TransferResult): void {
    call.transfer = transfer;
    for (const event of events) {
      emit(event);
      if (event.type === 'call.released') {
        call.releasedBy = event.offerId;
        call.answered = null;
        strike(call, 'robot');
        deps.rest(event.extension);
      }
      if (event.type === 'call.answered') {
        const { offerId, extension, at } = event;
        call.answered = { offerId, extension, at };
        if (call.releasedBy === null) deps.callerTalks(call);
        deps.robotTalks(call, extension);
      }
      if (event.type === 'call.transfer' && event.mode === 'overflow' && event.step === 'done') {
        call.outside = true;
        deps.callerTalks(call);
      }
    }
    // What is over rings no more, and who did not take the caller is free.
    if (transfer === null) {
      strike(call, 'ring');
      const left = call.transferLeg?.extension ?? null;
      if (left !== null && left !== call.answered?.extension) deps.rest(left);
      call.transferLeg = null;
    }
    for (const effect of effects) carryOut(call, effect);
  }

  function carryOut(call: Call, effect: TransferEffect): void {
    switch (effect) {
      case 'hold-caller':
        call.held = true;
        return;
      case 'resume-caller':
      case 'join-caller':
        call.held = false;
        return;
      case 'ring-target':
        ring(call);
        return;
      case 'queue-caller':
        call.held = false;
        deps.requeue(call);
        return;
      case 'drop-agent':
      case 'drop-target':
        // Told by the events: whoever is released or not there any more is at rest.
        return;
    }
  }

  const fact = (call: Call, of: TransferFact) => {
    if (call.transfer) go(call, stepTransfer(call.transfer, of, agenda.now()));
  };

  function ring(call: Call): void {
    const { target } = call.transfer ?? {};
    call.rings++;
    const offerId = `${call.callId}-${call.rings}`;
    if (target?.kind === 'outside') {
      call.transferLeg = { offerId, extension: null };
      fact(call, { type: 'rings', leg: call.transferLeg });
      const { transferLeg: leg } = call;
      plan(call, 'ring', scale(outsideAnswersMs), () => fact(call, { type: 'answered', leg }));
      return;
    }
    const phone = target?.kind === 'phone' ? phones.get(target.extension) : undefined;
    const lost = (reason: 'unreachable' | 'refused') => fact(call, { type: 'lost', reason });
    if (!phone?.reachable) {
      lost('unreachable');
      return;
    }
    if (phone.busyWith !== null) {
      lost('refused');
      return;
    }
    const leg = { offerId, extension: phone.extension };
    call.transferLeg = leg;
    phone.busyWith = call.callId;
    if (phone.robot) plan(call, 'robot', scale(phone.robot.answerAfterMs), () => answer(call, phone.extension));
    const ringsMs = scale(call.transfer?.mode === 'move' ? movedRingMs : ringMs);
    plan(call, 'ring', ringsMs, () => fact(call, { type: 'lost', reason: 'no-answer' }));
    fact(call, { type: 'rings', leg });
  }

  function answer(call: Call, extension: string): boolean {
    const { transfer, transferLeg: leg } = call;
    if (transfer?.step !== 'begun' || !leg || leg.extension !== extension) return false;
    strike(call, 'ring', 'robot');
    fact(call, { type: 'answered', leg });
    return true;
  }

  return {
    execute(command, call) {
      const { callId, answered, transfer } = call;
      if (answered?.extension !== command.extension)
        return rejected(`extension ${command.extension} does not talk on it`);
      switch (command.type) {
        case 'transfer.blind':
        case 'transfer.consult': {
          if (transfer) return rejected('the caller is being handed on already');
          const { target } = command;
          if (target.kind === 'phone' && target.extension === command.extension)
            return rejected('it is that extension');
          const at = agenda.now();
          const { offerId, extension } = answered;
          go(
            call,
            beginTransfer({
              callId,
              id: `${at}-${call.rings}`,
              mode: command.type === 'transfer.blind' ? 'blind' : 'consult',
              from: { offerId, extension },
              target: target.kind === 'outside' ? { kind: 'outside', id: target.id } : target,
              beganAt: at,
            }),
          );
          return done;
        }
        case 'transfer.join':
          if (transfer?.mode !== 'consult' || transfer.step !== 'consulting') return rejected('nobody is consulted');
          fact(call, { type: 'joined' });
          return done;
        case 'transfer.complete':
          if (transfer?.mode !== 'consult' || transfer.step === 'begun') return rejected('nobody is consulted');
          fact(call, { type: 'agent-left' });
          return done;
        case 'transfer.cancel':
          if (transfer?.mode !== 'consult') return rejected('nobody is consulted');
          fact(call, { type: 'cancelled' });
          return done;
      }
    },
    move(call, extension) {
      const { callId, rings } = call;
      const at = agenda.now();
      const target = { kind: 'phone', extension } as const;
      go(call, beginTransfer({ callId, id: `${at}-${rings}`, mode: 'move', from: null, target, beganAt: at }));
    },
    leadOut(call, id) {
      const { callId, rings } = call;
      const at = agenda.now();
      const target = { kind: 'outside', id } as const;
      go(call, beginTransfer({ callId, id: `${at}-${rings}`, mode: 'overflow', from: null, target, beganAt: at }));
    },
    answer,
    talks: ({ transfer, transferLeg }, extension) =>
      transfer?.mode === 'consult' && transfer.step !== 'begun' && transferLeg?.extension === extension,
    hangUp(call, extension) {
      const { transfer, transferLeg, answered } = call;
      if (!transfer) return false;
      if (transferLeg?.extension === extension) fact(call, { type: 'lost', reason: 'refused' });
      else if (answered?.extension === extension) fact(call, { type: 'agent-left' });
      else return false;
      return true;
    },
    callerGone: (call) => fact(call, { type: 'caller-gone' }),
  };
}
