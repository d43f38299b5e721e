import type { ExchangeCommand } from '../commands.ts';
import type { Exchanges } from '../exchanges.ts';
import type { NumberPlan } from './number-plan.ts';

/** To which exchange a command goes, with its own numbers; `all`: to each; `apart`: it spans two, which nobody can. */
export type Routed =
  | { readonly to: string; readonly command: ExchangeCommand }
  | { readonly to: 'all' }
  | { readonly to: 'apart' };

export interface RoutingDeps {
  readonly plan: NumberPlan;
  readonly ofCall: Exchanges['ofCall'];
  /** Where somebody listens; undefined: nobody heard of it. */
  readonly ofListening: (listenId: string) => string | undefined;
}

/** A command goes where its call is, else where its telephone is. Pure. */
export function routed(command: ExchangeCommand, { plan, ofCall, ofListening }: RoutingDeps): Routed {
  if (command.type === 'queues.define') return { to: 'all' };
  const phones: string[] = [];
  const local = (extension: string) => {
    const found = plan.ofExchange(extension);
    phones.push(found.exchange);
    return found.local;
  };
  const own = inLocalNumbers(command, local);
  const listened = 'listenId' in command && command.type !== 'listen.begin' ? ofListening(command.listenId) : undefined;
  // Whoever nobody accounts for has a telephone that nobody knows: the exchange knows the listening itself.
  if (listened !== undefined) return { to: listened, command: own };
  const to = 'callId' in command ? ofCall(command.callId) : (phones[0] ?? '');
  return phones.every((name) => name === to) ? { to, command: own } : { to: 'apart' };
}

function inLocalNumbers(command: ExchangeCommand, local: (extension: string) => string): ExchangeCommand {
  const own = 'extension' in command ? { ...command, extension: local(command.extension) } : command;
  if (own.type === 'listen.begin') return { ...own, agent: local(own.agent) };
  if (own.type === 'transfer.blind' && own.target.kind === 'phone')
    return { ...own, target: { ...own.target, extension: local(own.target.extension) } };
  if (own.type === 'transfer.consult' && own.target.kind === 'phone')
    return { ...own, target: { ...own.target, extension: local(own.target.extension) } };
  return own;
}
