import { isDialled } from '../dialling.ts';
import type { ExchangeSnapshot } from '../events.ts';
import { snapshotOfTransfer } from '../transfer.ts';
import { readWords } from '../transfer-words.ts';
import type { ActionResult, AmiConnection } from './connection.ts';
import { type DialledCall, newDialledCall, snapshotOfDialled } from './dialled-calls.ts';
import { listenersIn, listenModeVariable } from './listening.ts';
import { aniOf, extensionOf, isReachable, momentOf, type Packet, unreadNumber } from './packets.ts';
import { recordedOf, recordedVariable } from './recording.ts';
import { surveyVariable } from './survey.ts';
import { newTrackedCall, type Tracked, type TrackedCall, type TrackedOffer, trackedOfDialled } from './tracked.ts';
import { comesFromQueue } from './transfers.ts';
import type { TranslatorOptions } from './translate.ts';

/**
 * Set by the dialplan on the caller's channel: the number called, when the caller was given to the queue, and when he
 * had heard the ticket number.
 */
const dnisVariable = 'SIGAP_DNIS';
/** That he is asked what he calls for (extensions_menu.conf). */
const menuVariable = 'SIGAP_MENU';
const queuedVariable = 'SIGAP_QUEUED_AT';
const toldVariable = 'SIGAP_TOLD_AT';
/** Of a call that we placed, on the citizen's leg: when the citizen answered. */
const pickedUpVariable = 'SIGAP_PICKED_UP_AT';
/** Of a caller who is handed on (extensions_transfer.conf). */
const transferVariable = 'SIGAP_TRANSFER';
const agentVariable = 'SIGAP_AGENT';

/** What the three lists of a resync hold. */
export interface ExchangeLists {
  readonly queues: readonly Packet[];
  readonly channels: readonly Packet[];
  readonly devices: readonly Packet[];
}

/** Asks for the whole state. The first failure, or the lists. */
export async function readLists(
  action: AmiConnection['action'],
): Promise<Exclude<ActionResult, { ok: true }> | { readonly ok: true; readonly lists: ExchangeLists }> {
  const variables = [
    ...[dnisVariable, queuedVariable, toldVariable, pickedUpVariable, transferVariable, agentVariable],
    ...[listenModeVariable, recordedVariable, menuVariable, surveyVariable],
    ...['CDR(start,u)', 'CDR(answer,u)'],
  ].join(',');
  const answers = await Promise.all([
    action('QueueStatus', {}, true),
    action('Status', { variables }, true),
    action('DeviceStateList', {}, true),
  ]);
  const events: (readonly Packet[])[] = [];
  for (const answer of answers) {
    if (!answer.ok) return answer;
    events.push(answer.events);
  }
  const [queues = [], channels = [], devices = []] = events;
  return { ok: true, lists: { queues, channels, devices } };
}

const variable = (packet: Packet, name: string) => {
  const value = packet[`variable:${name}`];
  return value === '(null)' || value === '' ? undefined : value;
};

/** When a channel was born: by its call record, else by its id, which begins with the second. */
const bornAt = (packet: Packet, now: number) =>
  momentOf(variable(packet, 'CDR(start,u)')) ?? momentOf(packet.uniqueid?.split('.')[0]) ?? now;

/** Builds the snapshot for our owner and the state the translator goes on from. */
export function readState(
  { queues, channels, devices }: ExchangeLists,
  { name, hotlineContexts, tech, now }: TranslatorOptions,
): { readonly snapshot: ExchangeSnapshot; readonly tracked: Tracked } {
  const at = now();
  const waitingIn = new Map(queues.filter(is('QueueEntry')).map((entry) => [entry.uniqueid, entry]));
  const calls = new Map<string, TrackedCall>();

  for (const channel of channels.filter(is('Status'))) {
    const { uniqueid, linkedid } = channel;
    const dnis = variable(channel, dnisVariable);
    if (!uniqueid || uniqueid !== linkedid) continue;
    if (dnis === undefined && !hotlineContexts.includes(channel.context ?? '')) continue;
    // His talk is over, and he is asked how it was.
    if (variable(channel, surveyVariable) !== undefined) continue;
    const entry = waitingIn.get(uniqueid);
    const queue = entry?.queue ?? (channel.application === 'Queue' ? channel.data?.split(',')[0] : undefined);
    const waited = Number(entry?.wait ?? 0) * 1000;
    const recorded = variable(channel, recordedVariable);
    const call = newTrackedCall({
      ...{ callId: `${name}-${uniqueid}`, linkedId: uniqueid, callerId: uniqueid, channel: channel.channel ?? '' },
      ...(variable(channel, menuVariable) === 'asks' && { choosing: true }),
      ...{
        announced: channel.calleridnum !== unreadNumber && variable(channel, menuVariable) !== 'asks',
        ani: aniOf(channel.calleridnum),
      },
      ...{ dnis: dnis ?? channel.exten ?? '', arrivedAt: bornAt(channel, at) },
      queued: queue ? { queue, at: momentOf(variable(channel, queuedVariable)) ?? at - waited } : null,
      numberToldAt: momentOf(variable(channel, toldVariable)),
      ...(recorded && { recorded: { paused: recorded === 'paused', at } }),
    });
    calls.set(uniqueid, call);
  }
  const placed = dialledIn(channels, { name, tech }, at);
  const dialled = new Map([...placed].filter(([, { handedOn }]) => !handedOn).map(([id, { call }]) => [id, call]));
  // Citizens whom we have called, and who were handed on: who talks to them is read off the channels, as with callers.
  for (const [linkedId, { call, handedOn, queue }] of placed)
    if (handedOn)
      calls.set(linkedId, {
        ...trackedOfDialled(call),
        ...{ answered: null, released: true, queued: queue ? { queue, at } : null },
      });
  /** Rung by an agent who consults, and not by the queue: another agent talks to the caller. */
  const consults = new Map(
    channels
      .filter((channel) => isHeld(channel) || isThree(channel, channels))
      .map((channel) => [channel.linkedid, variable(channel, agentVariable)]),
  );
  const isConsulted = (leg: Packet) => consults.has(leg.linkedid) && consults.get(leg.linkedid) !== leg.channel;
  // A leg through the dialplan before the telephone behind it, which is the same ring.
  const throughDialplan = ({ channel = '' }: { channel?: string | undefined }) => channel.startsWith('Local/');
  const legs = channels.filter(is('Status')).sort((a, b) => Number(throughDialplan(b)) - Number(throughDialplan(a)));
  for (const leg of legs) {
    const call = calls.get(leg.linkedid ?? '');
    const extension = extensionOf(leg.channel, tech);
    if (!call || !extension || !leg.uniqueid || leg.uniqueid === call.callerId) continue;
    const same = [...call.offers.values(), ...(call.answered ? [call.answered.offer] : [])];
    if (same.some((offer) => offer.extension === extension && throughDialplan(offer))) continue;
    const offer: TrackedOffer = {
      offerId: leg.uniqueid,
      channel: leg.channel ?? '',
      extension,
      at: bornAt(leg, at),
      hungUp: false,
    };
    if (isConsulted(leg)) continue;
    if (leg.channelstatedesc !== 'Up') call.offers.set(offer.offerId, offer);
    else {
      call.answered = { offer, at: momentOf(variable(leg, 'CDR(answer,u)')) ?? offer.at };
      call.released = false;
    }
  }

  for (const call of calls.values()) {
    const own = channels.find((channel) => channel.event === 'Status' && channel.uniqueid === call.callerId);
    const others = legs.filter((leg) => leg.linkedid === call.linkedId && leg.uniqueid !== call.callerId);
    if (own) handedOn(call, own, others, tech);
  }

  const reachable = new Map<string, boolean>();
  for (const { device, state } of devices.filter(is('DeviceStateChange'))) {
    const extension = extensionOf(device, tech);
    if (extension) reachable.set(extension, isReachable(state));
  }
  const members = queues
    .filter(is('QueueMember'))
    .flatMap(({ location, stateinterface, queue = '', paused, penalty }) => {
      const extension = extensionOf(location, tech) ?? extensionOf(stateinterface, tech);
      return extension
        ? [{ extension, queue, paused: paused === '1', ...(Number(penalty) > 0 && { penalty: Number(penalty) }) }]
        : [];
    });
  const snapshot: ExchangeSnapshot = {
    type: 'exchange.snapshot',
    at,
    // A call whose number is not read yet comes as an event in a moment.
    calls: [...calls.values()]
      .filter((call) => call.announced)
      .map<ExchangeSnapshot['calls'][number]>(
        ({ callId, ani, dnis, arrivedAt, numberToldAt, queued, offers, answered, transfer, dialledAt }) => ({
          callId,
          ani,
          dnis,
          arrivedAt,
          numberToldAt,
          queued,
          offers: [...offers.values()].map(({ offerId, extension, at }) => ({ offerId, extension, at })),
          answered: answered && {
            offerId: answered.offer.offerId,
            extension: answered.offer.extension,
            at: answered.at,
          },
          transfer: transfer && snapshotOfTransfer(transfer),
          ...(dialledAt !== undefined && { dialled: { at: dialledAt } }),
        }),
      )
      .concat([...dialled.values()].map(snapshotOfDialled)),
    members,
    recorded: recordedOf(calls.values()),
    listeners: listenersIn(channels, variable, (channel) => bornAt(channel, at)),
    reachable: [...reachable].filter(([, can]) => can).map(([extension]) => extension),
  };
  return { snapshot, tracked: { calls, dialled, reachable } };
}

interface Placed {
  readonly call: DialledCall;
  /** Its citizen was handed on, so that the agent's leg says nothing of him any more. */
  readonly handedOn: boolean;
  /** In which he waits. */
  readonly queue: string | undefined;
}

/** The calls that we placed: the agent's leg, whose id is ours, and the citizen's, if it is there. */
function dialledIn(
  channels: readonly Packet[],
  { name, tech }: Pick<TranslatorOptions, 'name' | 'tech'>,
  at: number,
): ReadonlyMap<string, Placed> {
  const legs = channels.filter(is('Status')).filter(({ linkedid }) => isDialled(linkedid));
  const calls = new Map<string, Placed>();
  for (const linkedId of new Set(legs.map(({ linkedid = '' }) => linkedid))) {
    const mine = legs.filter(({ linkedid }) => linkedid === linkedId);
    const agent = mine.find(({ uniqueid }) => uniqueid === linkedId);
    const answered = (leg: Packet) => variable(leg, pickedUpVariable) !== undefined;
    const citizen = mine.find(answered) ?? mine.find(({ uniqueid }) => uniqueid !== linkedId);
    const handedOn = citizen !== undefined && answered(citizen) && variable(citizen, transferVariable) !== undefined;
    const extension = extensionOf(agent?.channel, tech);
    if (!handedOn && !extension) continue;
    const born = bornAt(agent ?? (citizen as Packet), at);
    const call = newDialledCall({
      ...{ name, linkedId, channel: agent?.channel ?? '', extension: extension ?? '', at: born },
    });
    call.lifted = handedOn || agent?.channelstatedesc === 'Up';
    if (citizen?.uniqueid) {
      call.citizen = citizen.uniqueid;
      call.citizenChannel = citizen.channel ?? '';
      call.dialledAt = bornAt(citizen, at);
      const up = citizen.channelstatedesc === 'Up';
      if (up) call.answeredAt = momentOf(variable(citizen, pickedUpVariable)) ?? call.dialledAt;
    }
    const queue = citizen?.application === 'Queue' ? citizen.data?.split(',')[0] : undefined;
    calls.set(linkedId, { call, handedOn, queue });
  }
  return calls;
}

const is = (event: string) => (packet: Packet) => packet.event === event;

/** The dialplan has him wait: nobody has taken him out of it. */
const isIn = (channel: Packet, context: string) => channel.context === context && !channel.bridgeid;
const isHeld = (channel: Packet) => isIn(channel, 'sigap-held');
/** He talks with his agent and a third: both are where they were led together. */
const isThree = (channel: Packet, channels: readonly Packet[]) =>
  channel.context === 'sigap-three' &&
  channel.exten === 'caller' &&
  channels.some((other) => other.channel === variable(channel, agentVariable) && other.context === 'sigap-three');

/** Puts down that the caller is being handed on, by what his channel says. */
function handedOn(call: TrackedCall, own: Packet, others: readonly Packet[], tech: string): void {
  const held = isHeld(own);
  const three = isThree(own, others);
  if (!held && !three && !isIn(own, 'sigap-blind') && !isIn(own, 'sigap-overflow')) return;
  const words = readWords(variable(own, transferVariable));
  const agent = variable(own, agentVariable);
  const extension = extensionOf(agent, tech);
  const waited = words !== null && comesFromQueue(words.mode);
  if (!words || (!waited && !extension)) return;
  const other = others.find(({ channel }) => waited || channel !== agent);
  const offerId = others.find(({ channel }) => channel === agent)?.uniqueid ?? '';
  const from = waited || !extension ? null : { offerId, extension };
  const to = other?.uniqueid ? { offerId: other.uniqueid, extension: extensionOf(other.channel, tech) } : null;
  call.consulted = other?.channel ?? null;
  call.transfer = {
    ...{ callId: call.callId, ...words, to, from },
    // Named after the moment at which it was asked for.
    beganAt: Number(words.id),
    step: three ? 'joined' : held && other?.channelstatedesc === 'Up' ? 'consulting' : 'begun',
  };
}
