import type { CommandOutcome, TransferCommand, TransferControl } from '../commands.ts';
import type { TransferFailure, TransferMode } from '../events.ts';
import {
  beginTransfer,
  stepTransfer,
  type Transfer,
  type TransferFact,
  type TransferLeg,
  type TransferResult,
} from '../transfer.ts';
import { type TransferWords, wordsOf } from '../transfer-words.ts';
import type { ActionResult, AmiConnection } from './connection.ts';
import { extensionOf } from './packets.ts';

/**
 * Handing callers on, by the dialplan of `config/extensions_transfer.conf`: it carries a transfer through by itself and
 * tells each step of it. What the variable SIGAP_TRANSFER says comes from here and is read here.
 */

/** One word of the dialplan about a transfer, live or from the call log. */
export interface ToldStep {
  readonly words: TransferWords;
  readonly step: string;
  readonly why: string;
  /** The channel on which it was said. */
  readonly channel: string;
  readonly uniqueId: string;
}

/** Of a call, what a transfer moves. */
export interface TransferredCall {
  readonly callId: string;
  /** The leg that talks, or talked last. */
  readonly answered: { readonly offerId: string; readonly extension: string } | null;
  /** Who talked last has handed the caller on. */
  readonly released: boolean;
  readonly transfer: Transfer | null;
}

const reasons: Readonly<Record<string, TransferFailure>> = {
  // The other hung up after he had answered.
  ANSWER: 'gone',
  BUSY: 'refused',
  NOANSWER: 'no-answer',
  CANCELLED: 'cancelled',
  LEFT: 'left',
};

/** What the dialplan's word means for the call; null: nothing, it cannot be. */
export function toldStep(call: TransferredCall, told: ToldStep, tech: string, at: number): TransferResult | null {
  const { words, step, why } = told;
  const { transfer, answered, released, callId } = call;
  if (step === 'begun') {
    // He waits; or somebody has answered him in the very moment in which he was moved.
    const waits = comesFromQueue(words.mode) && (!answered || released);
    if (transfer || (!answered && !waits)) return null;
    const from = waits || !answered ? null : { offerId: answered.offerId, extension: answered.extension };
    return beginTransfer({ callId, ...words, from, beganAt: at });
  }
  if (transfer?.id !== words.id) return null;
  const fact = factOf(step, why, { offerId: told.uniqueId, extension: officeLeg(told, tech) });
  return fact && stepTransfer(transfer, fact, at);
}

/** Nobody of the office has him who would hand him on. */
export const comesFromQueue = (mode: TransferMode): boolean => mode === 'move' || mode === 'overflow';

const officeLeg = ({ words, channel }: ToldStep, tech: string) =>
  words.target.kind === 'phone' ? (extensionOf(channel, tech) ?? words.target.extension) : null;

function factOf(step: string, why: string, leg: TransferLeg): TransferFact | null {
  switch (step) {
    case 'rings':
    case 'answered':
      return { type: step, leg };
    case 'joined':
      return { type: step };
    case 'taken':
      return { type: 'agent-left' };
    case 'failed': {
      const reason = reasons[why] ?? 'unreachable';
      if (reason === 'cancelled') return { type: 'cancelled' };
      return reason === 'left' ? { type: 'agent-left' } : { type: 'lost', reason };
    }
    default:
      return null;
  }
}

/** What the dialplan can do: one that was installed before it knew transfers says nothing of them. */
export async function transfersOf(action: AmiConnection['action']): Promise<TransferControl> {
  const says = async (variable: string) => {
    const answer = await action('Getvar', { variable });
    return answer.ok && answer.reply.value === 'yes';
  };
  const [can, three] = await Promise.all([says('SIGAP_TRANSFERS'), says('SIGAP_THREE')]);
  return { blind: can, consult: can, outside: can, join: can && three };
}

/** The legs of a call by Asterisk's names for them. */
export interface TransferChannels {
  readonly caller: string;
  /** The agent's. */
  readonly agent: string;
  /** The other's, where it rings or talks. */
  readonly other: string | null;
  readonly transfer: Transfer | null;
}

export interface TransferDeps {
  readonly action: AmiConnection['action'];
  /** Of the call at the extension that talks on it; null: it does not. */
  readonly channels: TransferChannels | null;
  /** Of a new transfer. */
  readonly newId: () => string;
}

const rejected = (reason: string): CommandOutcome => ({ ok: false, kind: 'rejected', reason });
const outcome = (result: ActionResult): CommandOutcome =>
  result.ok ? { ok: true } : { ok: false, kind: result.kind, reason: result.reason };

/** Carries a transfer out as AMI actions, which need no right but `call`. Never rejects. */
export async function executeTransfer(command: TransferCommand, deps: TransferDeps): Promise<CommandOutcome> {
  const { action, channels } = deps;
  if (!channels) return rejected('the extension does not talk on this call');
  const { caller, agent, other, transfer } = channels;

  switch (command.type) {
    case 'transfer.blind':
    case 'transfer.consult': {
      if (transfer) return rejected('the caller is being handed on already');
      const { target } = command;
      const place = placeOf(target);
      if (!place) return rejected('cannot be dialled');
      const mode = command.type === 'transfer.blind' ? 'blind' : 'consult';
      // Inherited by the leg that is rung, which tells of itself by them.
      const words = {
        __SIGAP_TRANSFER: wordsOf(deps.newId(), mode, target),
        SIGAP_MODE: mode,
        __SIGAP_AGENT: agent,
      };
      if (mode === 'blind') {
        const told = await say(action, caller, words);
        return outcome(told.ok ? await action('BlindTransfer', { channel: agent, ...place }) : told);
      }
      const both = { ...words, __SIGAP_CALLER: caller };
      const told = [await say(action, caller, both), await say(action, agent, both)].find((result) => !result.ok);
      if (told) return outcome(told);
      return outcome(
        await action('Redirect', {
          ...{ channel: caller, context: 'sigap-held', exten: 's', priority: '1' },
          ...{ extrachannel: agent, extracontext: place.context, extraexten: place.exten, extrapriority: '1' },
        }),
      );
    }
    case 'transfer.join': {
      if (transfer?.mode !== 'consult' || transfer.step !== 'consulting' || !other)
        return rejected('nobody is consulted');
      const told = await say(action, agent, { SIGAP_THIRD: other });
      if (!told.ok) return outcome(told);
      const context = 'sigap-three';
      const both = await action('Redirect', {
        ...{ channel: agent, context, exten: 'agent', priority: '1' },
        ...{ extrachannel: other, extracontext: context, extraexten: 'third', extrapriority: '1' },
      });
      if (!both.ok) return outcome(both);
      return outcome(await action('Redirect', { channel: caller, context, exten: 'caller', priority: '1' }));
    }
    case 'transfer.complete':
      if (transfer?.mode !== 'consult' || transfer.step === 'begun') return rejected('nobody is consulted');
      return outcome(await action('Hangup', { channel: agent, cause: '16' }));
    case 'transfer.cancel': {
      if (transfer?.mode !== 'consult' || !other) return rejected('nobody is consulted');
      const words = wordsOf(transfer.id, transfer.mode, transfer.target);
      const told = await say(action, transfer.step === 'joined' ? other : agent, { SIGAP_CANCELLED: words });
      return outcome(told.ok ? await action('Hangup', { channel: other, cause: '16' }) : told);
    }
  }
}

/** Takes a caller who waits out of the queue, and leads him to a telephone as a blind transfer does. Never rejects. */
export async function moveCaller(
  { action, newId }: Pick<TransferDeps, 'action' | 'newId'>,
  caller: string,
  extension: string,
): Promise<CommandOutcome> {
  const words = {
    __SIGAP_TRANSFER: wordsOf(newId(), 'move', { kind: 'phone', extension }),
    SIGAP_MODE: 'blind',
  };
  const told = await say(action, caller, words);
  if (!told.ok) return outcome(told);
  return outcome(
    await action('Redirect', { channel: caller, context: 'sigap-phone', exten: extension, priority: '1' }),
  );
}

const say = (action: AmiConnection['action'], channel: string, variables: Readonly<Record<string, string>>) =>
  Promise.all(
    Object.entries(variables).map(([variable, value]) => action('Setvar', { channel, variable, value })),
  ).then((all) => all.find((result) => !result.ok) ?? (all[0] as ActionResult));

function placeOf(target: Extract<TransferCommand, { target: unknown }>['target']) {
  switch (target.kind) {
    case 'queue':
      return { context: 'sigap-queue', exten: 's' };
    case 'phone':
      return /^[0-9]{1,20}$/.test(target.extension) ? { context: 'sigap-phone', exten: target.extension } : null;
    case 'outside':
      return /^\+?[0-9]{2,16}$/.test(target.number) ? { context: 'sigap-outside', exten: target.number } : null;
  }
}
