import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { faultsOf, type OperationFacts } from './facts.ts';
import { createRecordings } from './recordings.ts';
import { callOf, conferenceOf, type Leg, type Participant, participantOf, type Room, stamp } from './rooms.ts';
import { refusal, type StandInAnswer, type StandInPart, type StandInRequest } from './stand-in.ts';
import { faultsIn, readTwiml, type Verb } from './twiml.ts';
import type { createWebhooks, WebhookAnswer } from './webhooks.ts';

const facts = JSON.parse(readFileSync(new URL('../../fixtures/twilio/voice.json', import.meta.url), 'utf8')) as Record<
  | 'createParticipant'
  | 'updateParticipant'
  | 'updateCall'
  | 'listCalls'
  | 'listConferences'
  | 'listParticipants'
  | 'listRecordings',
  OperationFacts
>;

export interface VoiceOptions {
  readonly accountSid: string;
  /** Epoch ms. */
  readonly now: () => number;
  /** Of the hotline's number, as it is set in the console. */
  readonly voiceUrl: string;
  readonly statusUrl: string;
  /** TwiML used where ours cannot be had; `{{CallSid}}` stands for the caller's leg. */
  readonly fallback: string;
}

/** How word of what happens travels: each report so often, each after so many ms. In order and once when absent. */
export interface Weather {
  readonly times?: () => number;
  readonly delayMs?: () => number;
}

/** A caller at his telephone. */
export interface StandInCaller {
  readonly sid: string;
  /** Sentences he heard so far. */
  readonly heard: readonly string[];
  readonly leg: Leg;
  hangUp(): void;
  /** What is played while waiting goes once round. */
  waitRound(): Promise<void>;
}

/** Rings of an agent's telephone, and talks on it. */
export interface StandInRing {
  readonly leg: Leg;
  answer(): void;
  /** `busy` refuses; `no-answer` rings out. */
  become(status: 'busy' | 'no-answer' | 'failed'): void;
  hangUp(): void;
}

/** The voice part of Twilio: legs, rooms and who is in them. It plays whole calls by the TwiML it is given. */
export function createVoice({ accountSid, now, voiceUrl, statusUrl, fallback }: VoiceOptions) {
  const legs = new Map<string, Leg>();
  const rooms: Room[] = [];
  const faults: string[] = [];
  const rings: StandInRing[] = [];
  const onTheWay = new Set<Promise<unknown>>();
  let webhooks: ReturnType<typeof createWebhooks> | null = null;
  let weather: Weather = {};
  let unreachable: ReadonlySet<string> = new Set();
  let count = 0;
  let mail = Promise.resolve();

  const sid = (prefix: string) => `${prefix}${(++count).toString(16).padStart(32, '0')}`;
  const track = (work: Promise<unknown>) => {
    onTheWay.add(work);
    void work.catch((error) => faults.push(String(error))).finally(() => onTheWay.delete(work));
  };
  const post = (url: string, fields: Record<string, string>): Promise<WebhookAnswer> =>
    webhooks ? webhooks.post(url, fields) : Promise.resolve({ status: 0, body: '', tries: 0 });

  /** A report: nobody waits for its answer. */
  function report(url: string, fields: Record<string, string>): void {
    const { times = () => 1, delayMs } = weather;
    const send = async () => {
      const { status } = await post(url, fields);
      if (status !== 0 && status !== 204) faults.push(`a report was answered ${status}`);
    };
    for (let left = times(); left > 0; left--) {
      if (delayMs) track(sleep(delayMs()).then(send));
      else {
        mail = mail.then(send);
        track(mail);
      }
    }
  }
  const recordings = createRecordings(accountSid, {
    now,
    sid,
    report,
    checked: (operation, fields) => checked(operation, fields),
  });
  const legReport = (leg: Leg) => {
    if (leg.statusCallback === null) return;
    report(leg.statusCallback, {
      CallSid: leg.sid,
      AccountSid: accountSid,
      From: leg.from,
      To: leg.to,
      CallStatus: leg.status === 'queued' ? 'initiated' : leg.status,
      Direction: leg.direction,
      ApiVersion: '2010-04-01',
      CallbackSource: 'call-progress-events',
      SequenceNumber: String(leg.sequence++),
      Timestamp: stamp(now()),
    });
  };
  const roomReport = (room: Room, event: string, more: Record<string, string> = {}) =>
    report(room.statusCallback, {
      ConferenceSid: room.sid,
      FriendlyName: room.name,
      AccountSid: accountSid,
      SequenceNumber: String(++room.sequence),
      Timestamp: stamp(now()),
      StatusCallbackEvent: event,
      ...more,
    });
  const about = (one: Participant) => ({
    CallSid: one.leg.sid,
    Muted: String(one.muted),
    Hold: String(one.hold),
    Coaching: 'false',
    EndConferenceOnExit: String(one.endsRoom),
    StartConferenceOnEnter: 'true',
  });

  const roomWith = (leg: Leg) =>
    rooms.find((room) => room.status !== 'completed' && room.participants.some((one) => one.leg === leg));

  function join(room: Room, one: Participant): void {
    one.joinedAt = now();
    roomReport(room, 'participant-join', about(one));
    if (room.status === 'init' && room.participants.filter(({ joinedAt }) => joinedAt !== null).length > 1) {
      room.status = 'in-progress';
      room.startedAt = now();
      roomReport(room, 'conference-start');
    }
  }
  function leave(leg: Leg, reason: string): void {
    const room = roomWith(leg);
    const one = room?.participants.find((each) => each.leg === leg);
    if (!room || !one) return;
    room.participants.splice(room.participants.indexOf(one), 1);
    roomReport(room, 'participant-leave', {
      ...about(one),
      ParticipantCallStatus: leg.status,
      ReasonParticipantLeft: one.joinedAt === null ? 'participant_add_failed' : reason,
    });
    const joined = room.participants.filter(({ joinedAt }) => joinedAt !== null);
    if (one.joinedAt === null || (joined.length > 0 && !one.endsRoom)) return;
    room.status = 'completed';
    room.endedBy = leg.sid;
    roomReport(room, 'conference-end', {
      CallSidEndingConference: leg.sid,
      ReasonConferenceEnded: one.endsRoom ? 'participant-with-end-conference-on-exit-left' : 'last-participant-left',
    });
    for (const { leg: other, joinedAt } of room.participants.splice(0)) {
      // Who is still being rung goes on ringing, for a room that is no more.
      if (joinedAt === null) continue;
      roomReport(room, 'participant-leave', {
        CallSid: other.sid,
        ParticipantCallStatus: other.status,
        ReasonParticipantLeft: 'moderator_ended_conference',
      });
      goOn(other);
    }
    recordings.closed(room);
  }
  const goOns = new Map<Leg, () => void>();
  /** What a leg does when its room is closed: a caller's document goes on, an agent's leg is over. */
  const goOn = (leg: Leg) => {
    const next = goOns.get(leg);
    if (next) next();
    else over(leg, 'completed');
  };
  function over(leg: Leg, status: Leg['status']): void {
    if (!['queued', 'ringing', 'in-progress'].includes(leg.status)) return;
    leg.status = status;
    goOns.delete(leg);
    leave(leg, 'participant_hung_up');
    legReport(leg);
  }

  function ring(room: Room, form: URLSearchParams): Leg {
    const to = form.get('To') ?? '';
    const leg: Leg = {
      sid: sid('CA'),
      direction: 'outbound-api',
      from: form.get('From') ?? '',
      to,
      createdAt: now(),
      statusCallback: form.get('StatusCallback'),
      status: 'queued',
      sequence: 0,
    };
    legs.set(leg.sid, leg);
    const endsRoom = form.get('EndConferenceOnExit') === 'true';
    const one: Participant = { leg, endsRoom, joinedAt: null, createdAt: now(), hold: false, muted: false };
    room.participants.push(one);
    legReport(leg);
    if (unreachable.has(to)) {
      over(leg, 'no-answer');
      return leg;
    }
    leg.status = 'ringing';
    legReport(leg);
    rings.push({
      leg,
      answer() {
        if (leg.status !== 'ringing') throw new Error(`it does not ring: ${leg.status}`);
        leg.status = 'in-progress';
        legReport(leg);
        join(room, one);
      },
      become: (status) => over(leg, status),
      hangUp: () => over(leg, 'completed'),
    });
    return leg;
  }

  /** Fetches a document as Twilio does; what is wrong with it is a fault, and the number's fallback counts. */
  async function fetched(url: string, leg: Leg, waiting = false): Promise<Verb | null> {
    const answer = await post(url, {
      CallSid: leg.sid,
      AccountSid: accountSid,
      From: leg.from,
      To: leg.to,
      CallStatus: leg.status,
      Direction: 'inbound',
      ApiVersion: '2010-04-01',
    });
    if (answer.status !== 200) return null;
    faults.push(...faultsIn(answer.body, { waiting }));
    return readTwiml(answer.body);
  }

  /** The number's own fallback, as a TwiML Bin fills it in. */
  function ownFallback(leg: Leg): Verb {
    const filled = fallback.replaceAll('{{CallSid}}', leg.sid);
    faults.push(...faultsIn(filled));
    return readTwiml(filled);
  }

  /** Follows a document until the caller waits in a room, or hangs up. */
  async function follow(document: Verb | null, leg: Leg, heard: string[]): Promise<void> {
    const again = document ?? ownFallback(leg);
    for (const [index, verb] of again.children.entries()) {
      if (leg.status !== 'in-progress') return;
      if (verb.name === 'Say') heard.push(verb.text);
      if (verb.name === 'Redirect') return follow(await fetched(verb.text, leg), leg, heard);
      if (verb.name === 'Hangup') return over(leg, 'completed');
      if (verb.name === 'Dial') {
        const conference = verb.children[0] as Verb;
        const { waitUrl, endConferenceOnExit } = conference.attributes;
        if (waitUrl !== undefined) {
          const wait = await fetched(waitUrl, leg, true);
          if (wait === null) continue;
          heard.push(...wait.children.filter(({ name }) => name === 'Say').map(({ text }) => text));
        }
        if (leg.status !== 'in-progress') return;
        const room = roomNamed(conference);
        const one: Participant = {
          leg,
          endsRoom: endConferenceOnExit === 'true',
          joinedAt: null,
          createdAt: now(),
          hold: false,
          muted: false,
        };
        room.participants.push(one);
        const rest: Verb = { ...again, children: again.children.slice(index + 1) };
        goOns.set(leg, () => {
          goOns.delete(leg);
          track(follow(rest.children.length > 0 ? rest : readTwiml('<Response><Hangup/></Response>'), leg, heard));
        });
        join(room, one);
        return;
      }
    }
    over(leg, 'completed');
  }
  function roomNamed({ text: name, attributes }: Verb): Room {
    const { statusCallback = '', record, recordingStatusCallback = null } = attributes;
    const open = rooms.find((room) => room.name === name && room.status !== 'completed');
    if (open) return open;
    const room: Room = {
      sid: sid('CF'),
      name,
      createdAt: now(),
      statusCallback,
      recordingUrl: record === 'record-from-start' ? recordingStatusCallback : null,
      startedAt: null,
      status: 'init',
      endedBy: null,
      sequence: 0,
      participants: [],
    };
    rooms.push(room);
    return room;
  }

  const page = (key: string, list: unknown[]): StandInAnswer => ({
    status: 200,
    json: { [key]: list, page: 0, page_size: 1000, next_page_uri: null },
  });
  const checked = (operation: keyof typeof facts, fields: URLSearchParams) =>
    faults.push(...faultsOf(facts[operation], fields).map((fault) => `${operation}: ${fault}`));

  const part: StandInPart = ({ method, path, query, form }: StandInRequest) => {
    if (path === '/Calls.json') {
      checked('listCalls', query);
      const found = [...legs.values()].filter(({ status }) => status === query.get('Status'));
      return page(
        'calls',
        found.map((leg) => callOf(leg, accountSid)),
      );
    }
    if (path === '/Conferences.json') {
      checked('listConferences', query);
      const found = rooms.filter(({ status }) => status === query.get('Status'));
      return page(
        'conferences',
        found.map((room) => conferenceOf(room, accountSid)),
      );
    }
    const [, callSid] = /^\/Calls\/(CA[0-9a-f]{32})\.json$/.exec(path) ?? [];
    if (callSid !== undefined) {
      const leg = legs.get(callSid);
      if (!leg) return refusal(404, 20404);
      if (method === 'POST') {
        checked('updateCall', form);
        if (!['queued', 'ringing', 'in-progress'].includes(leg.status)) return refusal(400, 21220);
        if (leg.status !== 'in-progress') over(leg, 'canceled');
        else if (form.get('Status') === 'completed') over(leg, 'completed');
      }
      return { status: 200, json: callOf(leg, accountSid) };
    }
    const [, roomSid, participantSid] =
      /^\/Conferences\/(CF[0-9a-f]{32})\/Participants(?:\/(CA[0-9a-f]{32}))?\.json$/.exec(path) ?? [];
    if (roomSid === undefined) return undefined;
    const room = rooms.find((each) => each.sid === roomSid && each.status !== 'completed');
    if (!room) return refusal(404, 20404);
    if (participantSid === undefined && method === 'GET') {
      checked('listParticipants', query);
      return page(
        'participants',
        room.participants.map((one) => participantOf(room, one, accountSid)),
      );
    }
    if (participantSid === undefined) {
      checked('createParticipant', form);
      const leg = ring(room, form);
      const one = { leg, endsRoom: true, joinedAt: null, createdAt: now(), hold: false, muted: false };
      return { status: 201, json: participantOf(room, one, accountSid) };
    }
    checked('updateParticipant', form);
    const one = room.participants.find(({ leg, joinedAt }) => leg.sid === participantSid && joinedAt !== null);
    if (!one) return refusal(404, 20404);
    for (const [field, key, event] of [
      ['Hold', 'hold', 'hold'],
      ['Muted', 'muted', 'mute'],
    ] as const) {
      const on = form.get(field);
      if (on === null || one[key] === (on === 'true')) continue;
      one[key] = on === 'true';
      if (key === 'hold') roomReport(room, `participant-${one[key] ? '' : 'un'}${event}`, about(one));
      const holdUrl = form.get('HoldUrl');
      if (key === 'hold' && one.hold && holdUrl !== null) track(fetched(holdUrl, one.leg, true));
    }
    return { status: 200, json: participantOf(room, one, accountSid) };
  };

  return {
    part,
    recordings,
    faults: faults as readonly string[],
    legs: legs as ReadonlyMap<string, Leg>,
    rooms: rooms as readonly Room[],
    /** Every ring so far. */
    rings: rings as readonly StandInRing[],
    /** Who posts our webhooks from now on; null: the server is not there. */
    connect(given: typeof webhooks): void {
      webhooks = given;
    },
    setWeather(given: Weather): void {
      weather = given;
    },
    /** Telephones that are not registered. */
    setUnreachable(addresses: readonly string[]): void {
      unreachable = new Set(addresses);
    },
    /** Somebody calls a hotline number, and hears what he is told until he waits. */
    async call(from: string, to: string): Promise<StandInCaller> {
      const leg: Leg = {
        sid: sid('CA'),
        direction: 'inbound',
        from,
        to,
        createdAt: now(),
        statusCallback: statusUrl,
        status: 'ringing',
        sequence: 0,
      };
      legs.set(leg.sid, leg);
      const heard: string[] = [];
      const document = await fetched(voiceUrl, leg);
      if (leg.status === 'ringing') leg.status = 'in-progress';
      await follow(document, leg, heard);
      return {
        sid: leg.sid,
        heard,
        leg,
        hangUp: () => over(leg, 'completed'),
        async waitRound() {
          const wait = await fetched(`${voiceUrl}/wait/${leg.sid}`, leg, true);
          heard.push(...(wait?.children ?? []).filter(({ name }) => name === 'Say').map(({ text }) => text));
        },
      };
    },
    /** Until every report has arrived or is lost. */
    async settled(): Promise<void> {
      while (onTheWay.size > 0) await Promise.all([...onTheWay].map((work) => work.catch(() => {})));
    },
  };
}
