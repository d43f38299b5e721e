import type { CommandOutcome, SupervisionControl } from '../commands.ts';
import {
  isListenId,
  isListenMode,
  type ListenCommand,
  type Listener,
  type ListeningEvent,
  type ListenMode,
} from '../listening.ts';
import type { ActionResult, AmiConnection } from './connection.ts';
import type { Packet } from './packets.ts';

/**
 * Listening to conversations, by the dialplan of `config/extensions_listen.conf`. The listener's leg has the id of the
 * listening, so that it is a call of its own for Asterisk, and for us none.
 */

/** Where the dialplan takes over from the listener's telephone. */
const place = { context: 'sigap-listen', exten: 's', priority: '1' } as const;
/** How long the listener's own telephone rings. */
const ringMs = 20_000;
/** What the dialplan finds on the listener's leg: the channel that is listened to, and how. */
const toVariable = 'SIGAP_LISTEN_TO';
/** Read back by the resync. */
export const listenModeVariable = 'SIGAP_LISTEN_MODE';

/** Whether the dialplan lets supervisors listen: one that was installed before, or whose office has not opened it, does not. */
export async function listeningOf(action: AmiConnection['action']): Promise<Pick<SupervisionControl, 'listen'>> {
  const answer = await action('Getvar', { variable: 'SIGAP_LISTENING' });
  return { listen: answer.ok && answer.reply.value === 'yes' };
}

interface ListenDeps {
  readonly action: AmiConnection['action'];
  /** Asterisk's name of the leg of an extension that talks on a call. */
  readonly translator: { channelOf(callId: string, extension: string): string | null };
  readonly tech: string;
}

const rejected = (reason: string): CommandOutcome => ({ ok: false, kind: 'rejected', reason });
const outcome = (result: ActionResult): CommandOutcome =>
  result.ok ? { ok: true } : { ok: false, kind: result.kind, reason: result.reason };

/** Carries it out as AMI actions. A channel is found by its own id as well as by its name. Never rejects. */
export async function executeListen(command: ListenCommand, deps: ListenDeps): Promise<CommandOutcome> {
  const { action, translator, tech } = deps;
  const { listenId, extension } = command;
  if (!isListenId(listenId) || !/^[\w-]{1,80}$/.test(listenId)) return rejected('no id of a listening');
  switch (command.type) {
    case 'listen.begin': {
      const spied = translator.channelOf(command.callId, command.agent);
      // A comma would set another variable, a line end send another action.
      if (!spied || !/^[\w/@;.-]{1,80}$/.test(spied)) return rejected('the agent does not talk on this call');
      const asked = await action('Originate', {
        // Of the answer too: of a telephone that cannot be rung nothing else is told.
        ...{ actionid: listenId, channelid: listenId, channel: `${tech}/${extension}`, ...place },
        ...{ timeout: String(ringMs), async: 'true' },
        variable: `${toVariable}=${spied},${listenModeVariable}=${command.mode}`,
      });
      return outcome(asked);
    }
    case 'listen.mode': {
      const told = await action('Setvar', { channel: listenId, variable: listenModeVariable, value: command.mode });
      return outcome(told.ok ? await action('Redirect', { channel: listenId, ...place }) : told);
    }
    case 'listen.end':
      return outcome(await action('Hangup', { channel: listenId, cause: '16' }));
  }
}

export interface Listeners {
  /** What the packet means of somebody who listens; null: it is of none. */
  packet(packet: Packet, at: number): ListeningEvent[] | null;
}

/** So many that ended are known as such, for what is told of them afterwards. */
const endedAtMost = 200;

/** Packets of listeners' legs in, events out. */
export function createListeners(): Listeners {
  const ended = new Set<string>();
  const over = (listenId: string, at: number): ListeningEvent[] => {
    if (ended.has(listenId)) return [];
    ended.add(listenId);
    for (const old of ended) if (ended.size > endedAtMost) ended.delete(old);
    return [{ type: 'listening.ended', at, listenId }];
  };
  return {
    packet(packet, at) {
      const { actionid, linkedid, uniqueid } = packet;
      if (packet.event === 'OriginateResponse') {
        if (!isListenId(actionid)) return null;
        return packet.response === 'Failure' ? over(actionid, at) : [];
      }
      if (!isListenId(linkedid)) return null;
      if (packet.event === 'Hangup' && uniqueid === linkedid) return over(linkedid, at);
      if (packet.event !== 'UserEvent' || packet.userevent !== 'SigapListening' || !isListenMode(packet.mode))
        return [];
      return [{ type: 'listening.on', at, listenId: linkedid, mode: packet.mode }];
    },
  };
}

/** Who listens, by the list of channels. `told`: the value of a channel's variable. */
export function listenersIn(
  channels: readonly Packet[],
  told: (channel: Packet, variable: string) => string | undefined,
  bornAt: (channel: Packet) => number,
): Listener[] {
  return channels.flatMap((channel) => {
    const { uniqueid: listenId, linkedid } = channel;
    if (channel.event !== 'Status' || listenId !== linkedid || !isListenId(listenId)) return [];
    const mode = told(channel, listenModeVariable);
    const hears = channel.channelstatedesc === 'Up' && isListenMode(mode);
    return [{ listenId, mode: hears ? (mode as ListenMode) : null, at: bornAt(channel) }];
  });
}
