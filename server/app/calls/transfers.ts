import type { CommandOutcome, ExchangeCommand, TransferControl } from '../../../telephony/commands.ts';
import type { Exchanges } from '../../../telephony/exchanges.ts';
import type { AskTransfer, TransferTargets } from '../../contract/transfers.ts';
import {
  refusalOfBeginning,
  refusalOfEnding,
  type TransferEnd,
  type TransferPlace,
  type TransferRefusal,
} from '../../domain/call/transfer.ts';
import { has } from '../../domain/rights/rights.ts';
import type { Directory } from '../people/directory.ts';
import type { Actor } from '../people/policies.ts';
import type { LiveCalls } from './live-calls.ts';
import type { TelephoneState } from './telephones.ts';

/** A number outside of the office to which callers may be handed on, by the office's own list. */
export interface OutsideNumber {
  /** Letters, digits and `-`: stands for the number in histories and logs. */
  readonly id: string;
  readonly name: string;
  /** As it is dialled. */
  readonly number: string;
  readonly roles: readonly string[];
  /** The one that a key of its own calls. */
  readonly emergency: boolean;
}

export type Transferred =
  | { readonly ok: true }
  | { readonly ok: false; readonly why: TransferRefusal | 'not_allowed' }
  | Extract<CommandOutcome, { ok: false }>;

/** Handing callers on. Rights and states are asked now, at each request. */
export interface Transfers {
  /** To whom this person may hand a caller on now, and how. */
  targets(actor: Actor): TransferTargets;
  begin(actor: Actor, callId: string, ask: AskTransfer): Promise<Transferred>;
  end(actor: Actor, callId: string, end: TransferEnd): Promise<Transferred>;
}

export interface TransfersDeps {
  readonly directory: Directory;
  readonly stateOf: TelephoneState;
  readonly exchanges: Pick<Exchanges, 'ofCall' | 'ofPhone'>;
  readonly liveCalls: Pick<LiveCalls, 'get'>;
  readonly outside: readonly OutsideNumber[];
  readonly control: () => TransferControl;
  readonly execute: (command: ExchangeCommand) => Promise<CommandOutcome>;
}

export function createTransfers(deps: TransfersDeps): Transfers {
  const { directory, stateOf, exchanges, liveCalls, control, execute } = deps;

  const allowedOutside = (actor: Actor) =>
    deps.outside.filter(({ roles }) => has(actor, 'hand on outside', { outside: { roles: new Set(roles) } }));

  const placeOf = (actor: Actor, callId: string, target: AskTransfer['target']): TransferPlace | null => {
    if (target.kind === 'queue') return target;
    if (target.kind === 'outside') {
      const { id } = target;
      return allowedOutside(actor).some((number) => number.id === id) ? { kind: 'outside', id } : null;
    }
    const extension = directory.byId(target.userId)?.extension;
    if (!extension) return null;
    // Callers are handed on within their exchange.
    const here = exchanges.ofPhone(extension) === exchanges.ofCall(callId);
    return { kind: 'phone', extension, state: here ? stateOf(extension) : 'unreachable' };
  };

  const commandTarget = (place: TransferPlace) => {
    if (place.kind === 'phone') return { kind: 'phone', extension: place.extension } as const;
    if (place.kind === 'queue') return { kind: 'queue' } as const;
    const number = deps.outside.find(({ id }) => id === place.id)?.number ?? '';
    return { kind: 'outside', id: place.id, number } as const;
  };

  const isNear = (extension: string, mine: string | null | undefined) =>
    !mine || exchanges.ofPhone(extension) === exchanges.ofPhone(mine);

  const mayHandOn = (actor: Actor, callId: string) => {
    const call = liveCalls.get(callId)?.call;
    const answeredBy = call?.answered && directory.byExtension(call.answered.extension);
    return has(actor, 'hand on', { talk: { agentId: answeredBy?.userId ?? null } });
  };

  return {
    targets: (actor) => {
      const mine = directory.byId(actor.userId)?.extension;
      return {
        can: control(),
        people: directory
          .all()
          .filter(({ extension }) => extension !== null && extension !== mine && isNear(extension, mine))
          .map(({ userId, displayName, role, extension }) => ({
            ...{ userId, displayName, role: role as TransferTargets['people'][number]['role'] },
            state: stateOf(extension ?? ''),
          })),
        outside: allowedOutside(actor).map(({ id, name, emergency }) => ({ id, name, emergency })),
      };
    },
    begin: async (actor, callId, { mode, target }) => {
      const extension = directory.byId(actor.userId)?.extension;
      if (!extension || !mayHandOn(actor, callId)) return { ok: false, why: 'not_your_call' };
      const place = placeOf(actor, callId, target);
      if (target.kind === 'outside' && place === null) return { ok: false, why: 'not_allowed' };
      const why = refusalOfBeginning(liveCalls.get(callId)?.call ?? null, { extension, mode, place }, control());
      if (why !== null) return { ok: false, why };
      const to = commandTarget(place as TransferPlace);
      if (mode === 'blind') return execute({ type: 'transfer.blind', callId, extension, target: to });
      return execute({
        type: 'transfer.consult',
        callId,
        extension,
        target: to as Exclude<typeof to, { kind: 'queue' }>,
      });
    },
    end: async (actor, callId, end) => {
      const extension = directory.byId(actor.userId)?.extension;
      if (!extension || !mayHandOn(actor, callId)) return { ok: false, why: 'not_your_call' };
      const why = refusalOfEnding(liveCalls.get(callId)?.call ?? null, extension, end, control());
      if (why !== null) return { ok: false, why };
      return execute({ type: `transfer.${end}`, callId, extension });
    },
  };
}
