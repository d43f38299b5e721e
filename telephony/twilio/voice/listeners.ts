import type { CommandOutcome } from '../../commands.ts';
import {
  isListenId,
  type ListenCommand,
  type Listener,
  type ListeningEvent,
  type ListenMode,
} from '../../listening.ts';
import { isOver, type LegStatus, youngMs } from './legs.ts';
import { outcome } from './outcome.ts';
import type { Queue } from './queue.ts';
import type { VoiceRest } from './rest.ts';
import type { FoundListener } from './resync.ts';

interface Listening {
  readonly listenId: string;
  /** The room of the conversation. */
  readonly conferenceSid: string;
  /** The leg of its agent, to whom is whispered. */
  readonly agentLeg: string;
  mode: ListenMode;
  /** The listener's; null until Twilio has named it. */
  legSid: string | null;
  on: boolean;
  /** Since when it rings or hears, epoch ms. */
  at: number;
}

export interface ListenersDeps {
  readonly queue: Pick<Queue, 'byId'>;
  readonly rest: Pick<VoiceRest, 'listen' | 'coach' | 'hangup'>;
  readonly addressOf: (extension: string) => string;
  /** What stands on a telephone that is rung for who called this number: never his own. */
  readonly shown: (dnis: string) => string;
  /** Where Twilio reports on a listener's leg. */
  readonly statusUrl: (listenId: string) => string;
  readonly emit: (event: ListeningEvent) => void;
  /** Epoch ms. */
  readonly now: () => number;
}

export type Listeners = ReturnType<typeof createListeners>;

const rejected = (reason: string): CommandOutcome => ({ ok: false, kind: 'rejected', reason });

/** How a participant hears and is heard: a muted one listens, one that coaches is heard by its agent alone. */
const participation = (mode: ListenMode, agentLeg: string) => ({
  muted: mode === 'listen',
  coaching: mode === 'whisper',
  ...(mode === 'whisper' && { callSidToCoach: agentLeg }),
});

/** Those who listen to conversations: participants of their rooms, of which nothing comes into the calls. */
export function createListeners({ queue, rest, addressOf, shown, statusUrl, emit, now }: ListenersDeps) {
  const all = new Map<string, Listening>();

  const tell = ({ listenId, mode }: Listening) => emit({ type: 'listening.on', at: now(), listenId, mode });
  const end = (listenId: string) => {
    if (all.delete(listenId)) emit({ type: 'listening.ended', at: now(), listenId });
  };

  async function begin(command: Extract<ListenCommand, { type: 'listen.begin' }>): Promise<CommandOutcome> {
    const { listenId, callId, agent, extension, mode } = command;
    // Asked again, it is the same.
    if (all.has(listenId)) return { ok: true };
    const call = queue.byId(callId);
    if (!call?.conferenceSid || call.answered?.extension !== agent)
      return rejected('the agent does not talk on this call');
    const { conferenceSid, dnis } = call;
    const agentLeg = call.answered.offerId;
    const listening: Listening = { listenId, conferenceSid, agentLeg, mode, legSid: null, on: false, at: now() };
    all.set(listenId, listening);
    const asked = await rest.listen({
      ...{ conferenceSid, label: listenId, to: addressOf(extension), statusCallback: statusUrl(listenId) },
      from: shown(dnis),
      ...participation(mode, agentLeg),
    });
    if (asked.ok) listening.legSid ??= asked.value;
    // What Twilio may have done all the same is told by its reports, or found by the lists.
    else if (asked.failure.kind !== 'unknown') all.delete(listenId);
    return outcome(asked);
  }

  return {
    async execute(command: ListenCommand): Promise<CommandOutcome> {
      if (!isListenId(command.listenId) || !/^[\w-]{1,80}$/.test(command.listenId))
        return rejected('no id of a listening');
      if (command.type === 'listen.begin') return begin(command);
      const listening = all.get(command.listenId);
      if (!listening?.legSid) return rejected('nobody listens so');
      if (command.type === 'listen.end') return outcome(await rest.hangup(listening.legSid));
      const { conferenceSid, legSid, agentLeg } = listening;
      const asked = await rest.coach(conferenceSid, legSid, participation(command.mode, agentLeg));
      if (asked.ok) {
        listening.mode = command.mode;
        tell(listening);
      }
      return outcome(asked);
    },
    /** What Twilio says of a listener's leg. */
    leg(listenId: string, legSid: string, status: LegStatus): void {
      const listening = all.get(listenId);
      if (!listening) return;
      listening.legSid ??= legSid;
      if (isOver(status)) end(listenId);
      if (status !== 'in-progress' || listening.on) return;
      listening.on = true;
      listening.at = now();
      tell(listening);
    },
    /** Takes what Twilio's lists held at `asOf`. Emits nothing: the snapshot tells it. */
    adopt(found: readonly FoundListener[], asOf: number): void {
      const seen = new Set(found.map(({ listenId }) => listenId));
      // One that is being asked for, or is as young as this, may not be in them yet.
      for (const { listenId, legSid, at } of all.values())
        if (legSid !== null && at < asOf - youngMs && !seen.has(listenId)) all.delete(listenId);
      for (const { listenId, conferenceSid, agentLeg, legSid, mode, on, at } of found) {
        const known = all.get(listenId);
        all.set(
          listenId,
          known
            ? // Heard of meanwhile: nobody who hears it rings again.
              Object.assign(known, { mode, legSid, on: known.on || on })
            : { ...{ listenId, conferenceSid, agentLeg }, ...{ mode, legSid, on, at } },
        );
      }
    },
    snapshot: (): Listener[] =>
      [...all.values()].map(({ listenId, mode, on, at }) => ({ listenId, mode: on ? mode : null, at })),
  };
}
