import { useMemo, useSyncExternalStore } from 'react';
import type { AlertCard } from '../../../../server/contract/alerts.ts';
import type { AgentCard, SystemCard } from '../../../../server/contract/floor.ts';
import { entriesOf } from '../../../../server/contract/live.ts';
import type { HelpCard, ListeningCard } from '../../../../server/contract/supervision.ts';
import type { CallCard, CaseCard, OfferCard } from '../../../../server/contract/views.ts';
import type { PhoneState } from '../../softphone/softphone.ts';
import { useNewest, useTopic, useWorkplace } from './context.tsx';

export interface Desk {
  /** False until the first snapshot. */
  readonly known: boolean;
  readonly offers: readonly OfferCard[];
  readonly calls: readonly CallCard[];
  readonly cases: readonly CaseCard[];
  readonly alerts: readonly AlertCard[];
  readonly agent: AgentCard | null;
  /** Conversations that this person listens to, or that somebody listens to with this person in them. */
  readonly listenings: readonly ListeningCard[];
  /** Asked for by this person, or for this person to give. */
  readonly helps: readonly HelpCard[];
  readonly system: SystemCard | null;
}

/** What lies on this person's own desk, live. */
export function useDesk(): Desk {
  const { me } = useWorkplace().desk;
  const { snapshot } = useTopic(`desk:${me.userId}`);
  const entries = useMemo(
    () =>
      snapshot === null
        ? null
        : {
            offers: entriesOf(snapshot, 'offers').sort((a, b) => a.offeredAt - b.offeredAt),
            calls: entriesOf(snapshot, 'calls'),
            cases: entriesOf(snapshot, 'cases'),
            alerts: entriesOf(snapshot, 'alerts'),
            listenings: entriesOf(snapshot, 'listenings'),
            helps: entriesOf(snapshot, 'helps').sort((a, b) => a.askedAt - b.askedAt),
            agent: entriesOf(snapshot, 'agents').find((card) => card.userId === me.userId) ?? null,
            system: entriesOf(snapshot, 'system')[0] ?? null,
          },
    [snapshot, me.userId],
  );
  const cases = useNewest(entries?.cases ?? []);
  if (entries === null) {
    return { ...nothing, known: false };
  }
  return { known: true, ...entries, cases };
}

const nothing = { offers: [], calls: [], cases: [], alerts: [], listenings: [], helps: [], agent: null, system: null };

const noPhone: PhoneState = {
  mode: 'exchange',
  status: 'starting',
  controls: { answer: false, hangup: false, hold: false, mute: false },
  held: false,
  muted: false,
  problem: null,
};

function usePhoneState(): PhoneState {
  const { phone } = useWorkplace();
  return useSyncExternalStore(phone?.subscribe ?? never, phone?.get ?? (() => noPhone));
}

const never = (): (() => void) => () => {};

export interface PhoneActions {
  readonly state: PhoneState;
  /** The conversation these act on, or null. */
  readonly call: CallCard | null;
  readonly held: boolean;
  readonly answer: () => void;
  readonly hangup: () => void;
  readonly toggleHold: () => void;
  readonly toggleMute: () => void;
  /** The caller is handed on: opens the list of targets. */
  readonly handOn: () => void;
  /** A supervisor is called to the conversation, or no more. */
  readonly callHelp: CallHelp;
  readonly recording: RecordingPause;
}

export interface RecordingPause {
  /** Null: there is nothing to pause. */
  readonly toggle: (() => void) | null;
  readonly recording: CallCard['recording'];
  readonly problem: unknown;
}

const noRecording: RecordingPause = { toggle: null, recording: null, problem: null };

export interface CallHelp {
  /** Null: this person asks nobody. */
  readonly toggle: (() => void) | null;
  readonly asked: boolean;
  readonly problem: unknown;
}

const noHelp: CallHelp = { toggle: null, asked: false, problem: null };

/** The caller who talks at this desk, or null. */
export const talkOf = (desk: Desk): CallCard | null =>
  desk.calls.find(({ phase, direction }) => direction !== 'out' && (phase === 'talking' || phase === 'held')) ?? null;

/** The conversation that can be handed on from this desk, whoever called whom; null: none. */
export const handableOf = (desk: Desk): CallCard | null =>
  talkOf(desk) ?? desk.calls.find(({ phase }) => phase === 'talking' || phase === 'held') ?? null;

/** The telephone of this desk, with the call it is on and the ring it may answer. */
export function usePhoneActions(
  desk: Desk,
  handOn: () => void = () => {},
  callHelp = noHelp,
  recording = noRecording,
): PhoneActions {
  const { phone } = useWorkplace();
  const state = usePhoneState();
  const call = talkOf(desk) ?? desk.calls.find(({ direction }) => direction === 'out') ?? null;
  const consulted = desk.offers.find(({ consults }) => consults === 'talks');
  const talks = call?.callId ?? consulted?.callId;
  const ringing = desk.offers.find(({ consults }) => consults !== 'talks');
  const rings = ringing?.callId ?? (call?.phase === 'ringing' ? call.callId : undefined);
  // A browser telephone knows its own hold first; of any other the exchange's word counts.
  const held = state.mode === 'webrtc' && state.controls.hold ? state.held : call?.phase === 'held';
  return {
    state,
    call,
    held,
    answer: () => {
      if (rings !== undefined && state.controls.answer) void phone?.answer(rings);
    },
    hangup: () => {
      if (talks !== undefined && state.controls.hangup) void phone?.hangup(talks);
    },
    handOn,
    callHelp,
    recording,
    toggleHold: () => {
      if (call !== null && call.transfer === null && state.controls.hold) void phone?.hold(call.callId, !held);
    },
    toggleMute: () => {
      if (talks !== undefined && state.controls.mute) void phone?.mute(talks, !state.muted);
    },
  };
}
