import type { CommandOutcome, ExchangeCommand } from '../commands.ts';
import type { ExchangeEvent } from '../events.ts';
import type { Exchanges } from '../exchanges.ts';
import type { ExchangeHooks, ExchangePort, ExchangeStatus } from '../port.ts';
import { createNumberPlan } from './number-plan.ts';
import { routed } from './routed.ts';
import { toldInOffice } from './told.ts';

export interface SeveralOptions {
  /** With what stands before the numbers of each one's telephones in the office. */
  readonly sites: readonly { readonly exchange: ExchangePort; readonly prefix: string }[];
}

/**
 * Several exchanges behind one port. Their calls are told apart by the name that each id begins with, their telephones by
 * the office's plan of numbers. What one of them cannot do the others can: it is asked of all, and whoever cannot says so.
 * @throws when the plan of numbers is none
 */
export function createSeveralExchanges({ sites }: SeveralOptions): ExchangePort & { readonly exchanges: Exchanges } {
  const ports = new Map(sites.map(({ exchange }) => [exchange.name, exchange]));
  const plan = createNumberPlan(sites.map(({ exchange: { name }, prefix }) => ({ name, prefix })));
  const all = [...ports.values()];
  const names = [...ports.keys()];
  const first = names[0] ?? '';
  /** Where somebody listens, by the listening's id. */
  const listenings = new Map<string, string>();

  const named: Exchanges['named'] = (name) => {
    const port = ports.get(name);
    if (!port) throw new Error(`no exchange is called ${name}`);
    return port;
  };
  // Names have no `-`, and ids begin with name and `-`.
  const ofCall = (callId: string) => {
    const name = callId.split('-', 1)[0] ?? '';
    return ports.has(name) ? name : first;
  };
  const exchanges: Exchanges = { names, ofCall, ofPhone: (extension) => plan.ofExchange(extension).exchange, named };

  const heard = (event: ExchangeEvent, name: string): ExchangeEvent => {
    if (event.type === 'listening.on') listenings.set(event.listenId, name);
    if (event.type === 'listening.ended') listenings.delete(event.listenId);
    if (event.type === 'exchange.snapshot') {
      for (const [listenId, at] of listenings) if (at === name) listenings.delete(listenId);
      for (const { listenId } of event.listeners ?? []) listenings.set(listenId, name);
    }
    return toldInOffice(event, name, (local) => plan.ofOffice(name, local));
  };

  const carryOut = async (command: ExchangeCommand): Promise<CommandOutcome> => {
    const to = routed(command, { plan, ofCall, ofListening: (id) => listenings.get(id) });
    if (to.to === 'apart') return { ok: false, kind: 'rejected', reason: 'the telephones are of two exchanges' };
    if (!('command' in to)) return ofAll(all, command);
    const port = named(to.to);
    if (to.command.type === 'call.dial' && !port.dials)
      return { ok: false, kind: 'unsupported', reason: `${to.to} places no calls` };
    if (to.command.type === 'listen.begin') listenings.set(to.command.listenId, to.to);
    return port.execute(to.command);
  };

  const some = <K extends string>(keys: readonly K[], of: (port: ExchangePort) => Readonly<Record<K, boolean>>) =>
    Object.fromEntries(keys.map((key) => [key, all.some((port) => of(port)[key])])) as Record<K, boolean>;
  const every = (of: (port: ExchangePort) => boolean) => all.every(of);
  return {
    exchanges,
    name: first,
    phoneControl: {
      answer: every((port) => port.phoneControl.answer),
      hangup: every((port) => port.phoneControl.hangup),
      hold: every((port) => port.phoneControl.hold),
      mute: every((port) => port.phoneControl.mute),
    },
    dials: all.some(({ dials }) => dials),
    definesQueues: every(({ definesQueues }) => definesQueues),
    leadsOut: every(({ leadsOut }) => leadsOut),
    get transferControl() {
      return some(['blind', 'consult', 'outside', 'join'], (port) => port.transferControl);
    },
    get supervisionControl() {
      return some(['listen', 'first', 'move'], (port) => port.supervisionControl);
    },
    get recordingControl() {
      return some(['pause'], (port) => port.recordingControl);
    },
    start: (hooks) => {
      for (const port of all) port.start(hooksOf(hooks, port.name, heard));
    },
    stop: async () => {
      await Promise.all(all.map((port) => port.stop()));
    },
    status: () => together(all.map((port) => [port.name, port.status()])),
    execute: carryOut,
  };
}

const hooksOf = (
  hooks: ExchangeHooks,
  name: string,
  heard: (event: ExchangeEvent, name: string) => ExchangeEvent,
): ExchangeHooks => ({
  ...hooks,
  event: (event) => hooks.event(heard(event, name)),
  ...(hooks.missedSince && { missedSince: () => hooks.missedSince?.(name) ?? null }),
});

/** What somebody can mend comes before what mends itself. */
const gravity = ['unwritable', 'rejected', 'unsupported', 'timeout', 'unreachable'] as const;

async function ofAll(all: readonly ExchangePort[], command: ExchangeCommand): Promise<CommandOutcome> {
  const told = await Promise.all(all.map(async (port) => ({ name: port.name, outcome: await port.execute(command) })));
  const failed = told.flatMap(({ name, outcome }) =>
    outcome.ok ? [] : [{ ...outcome, reason: `${name}: ${outcome.reason}` }],
  );
  const worst = failed.sort((a, b) => gravity.indexOf(a.kind) - gravity.indexOf(b.kind))[0];
  return worst ?? { ok: true };
}

/** For those who look at all of them at once; each one's own is with {@link Exchanges}. */
function together(statuses: readonly (readonly [name: string, status: ExchangeStatus])[]): ExchangeStatus {
  const of = statuses.map(([, status]) => status);
  const heard = of.flatMap(({ lastHeardAt }) => lastHeardAt ?? []);
  const counted = of.flatMap(({ withoutNumber }) => withoutNumber ?? []);
  const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
  return {
    connected: of.some(({ connected }) => connected),
    since: Math.max(...of.map(({ since }) => since)),
    lastHeardAt: heard.length > 0 ? Math.max(...heard) : null,
    behindMs: Math.max(...of.map(({ behindMs = 0 }) => behindMs)),
    anomalies: sum(of.map(({ anomalies }) => anomalies)),
    ...(counted.length > 0 && { withoutNumber: sum(counted) }),
    warnings: statuses.flatMap(([name, { warnings = [] }]) => warnings.map((warning) => `${name}: ${warning}`)),
  };
}
