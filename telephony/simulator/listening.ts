import type { CommandOutcome } from '../commands.ts';
import type { CallEvent } from '../events.ts';
import type { ListenCommand, Listener, ListeningEvent, ListenMode } from '../listening.ts';
import type { Agenda } from './agenda.ts';
import type { Phones } from './phones.ts';

interface Listening {
  readonly listenId: string;
  readonly callId: string;
  readonly agent: string;
  readonly extension: string;
  mode: ListenMode;
  readonly at: number;
}

/** Those who listen to conversations of the simulated world. Their telephones are lifted at once. */
export interface SimulatedListening {
  execute(command: ListenCommand): CommandOutcome;
  /** What happens to calls: who listens to one that is over, or that its agent has handed on, hears no more. */
  heard(event: CallEvent): void;
  snapshot(): Listener[];
}

const done: CommandOutcome = { ok: true };
const rejected = (reason: string): CommandOutcome => ({ ok: false, kind: 'rejected', reason });

export function createSimulatedListening(deps: {
  readonly agenda: Agenda;
  readonly phones: Phones;
  /** Whether the extension talks on the call now. */
  readonly talks: (callId: string, extension: string) => boolean;
  readonly emit: (event: ListeningEvent) => void;
}): SimulatedListening {
  const { agenda, phones, emit } = deps;
  const listening = new Map<string, Listening>();

  const tell = ({ listenId, mode }: Listening) => emit({ type: 'listening.on', at: agenda.now(), listenId, mode });
  const end = ({ listenId, extension }: Listening) => {
    listening.delete(listenId);
    const phone = phones.get(extension);
    if (phone) phone.busyWith = null;
    emit({ type: 'listening.ended', at: agenda.now(), listenId });
  };

  return {
    execute(command) {
      const { listenId, extension } = command;
      const known = listening.get(listenId);
      if (command.type === 'listen.begin') {
        // Asked again, it is the same.
        if (known) return done;
        const phone = phones.get(extension);
        if (!phone?.reachable) return rejected(`no telephone ${extension} on this exchange`);
        if (phone.busyWith !== null) return rejected(`extension ${extension} is busy`);
        const { callId, agent, mode } = command;
        if (!deps.talks(callId, agent)) return rejected(`extension ${agent} does not talk on call ${callId}`);
        phone.busyWith = listenId;
        const begun: Listening = { listenId, callId, agent, extension, mode, at: agenda.now() };
        listening.set(listenId, begun);
        tell(begun);
        return done;
      }
      if (!known) return rejected(`nobody listens as ${listenId}`);
      if (command.type === 'listen.end') end(known);
      else {
        known.mode = command.mode;
        tell(known);
      }
      return done;
    },
    heard(event) {
      if (event.type !== 'call.ended' && event.type !== 'call.released') return;
      for (const one of [...listening.values()]) if (one.callId === event.callId) end(one);
    },
    snapshot: () => [...listening.values()].map(({ listenId, mode, at }) => ({ listenId, mode, at })),
  };
}
