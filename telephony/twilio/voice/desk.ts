import { isDialled } from '../../dialling.ts';
import type { CallRecorded } from '../../events.ts';
import type { Menu } from '../../menu.ts';
import type { ExchangeHooks, Registration } from '../../port.ts';
import { aniOf } from './addresses.ts';
import type { Choosers } from './choosing.ts';
import { isOver, type LegStatus } from './legs.ts';
import type { Listeners } from './listeners.ts';
import type { VoiceLog } from './log.ts';
import { createMessageDesk } from './message-desk.ts';
import type { Messages } from './messages.ts';
import { momentOf } from './moments.ts';
import type { PlacedCalls } from './placed.ts';
import type { Queue } from './queue.ts';
import type { RecordedCalls } from './recorded.ts';
import { recordedOf } from './recordings.ts';
import type { VoiceRest } from './rest.ts';
import { arrivalOf } from './resync.ts';
import { callerOf, markOf } from './rooms.ts';
import type { Surveys } from './surveys.ts';
import type { Twiml } from './twiml.ts';
import type { Form, VoiceDesk } from './webhooks.ts';

export interface DeskDeps {
  /** Of this exchange, first part of every call id. */
  readonly name: string;
  readonly queue: Queue;
  readonly listeners: Pick<Listeners, 'leg'>;
  readonly placed: Pick<PlacedCalls, 'has' | 'agent' | 'citizen'>;
  readonly rest: Pick<VoiceRest, 'leg'>;
  readonly twiml: Twiml;
  readonly choosers: Pick<Choosers, 'begin' | 'pressed' | 'letIn' | 'ended'>;
  readonly surveys: Pick<Surveys, 'wanted' | 'isWanted' | 'of' | 'pressed' | 'ended'>;
  /** What callers of a number choose from; undefined: nothing. */
  readonly menuOf: (dnis: string) => Menu | undefined;
  readonly register: ExchangeHooks['register'];
  /** How long a ticket number is waited for. */
  readonly registerMs: number;
  /** Epoch ms. */
  readonly now: () => number;
  readonly log: VoiceLog;
  readonly heard: () => void;
  /** After each: the queue's next moment may be another. */
  readonly done: () => void;
  readonly recorded: (event: CallRecorded) => void;
  readonly running: Pick<RecordedCalls, 'began'>;
  readonly messages: Pick<Messages, 'left'>;
  /** Twilio said something that makes no sense. */
  readonly anomaly: () => void;
}

const statuses = [
  'queued',
  'initiated',
  'ringing',
  'in-progress',
  'completed',
  'busy',
  'no-answer',
  'failed',
  'canceled',
];
const statusIn = (text: string | undefined): LegStatus | null =>
  text !== undefined && statuses.includes(text) ? (text as LegStatus) : null;

/** What the operator answered a leg that is over; null: nothing that makes sense. */
const sipCodeIn = (form: Form): number | null => {
  const code = form.get('SipResponseCode') ?? '';
  return /^\d{3}$/.test(code) ? Number(code) : null;
};

export interface Desk extends VoiceDesk {
  /** Asks what becomes of those who wait and were told nothing of it. */
  learn(): void;
}

/** Makes facts for the queue out of Twilio's forms, and documents out of what the queue knows. */
export function createDesk(deps: DeskDeps): Desk {
  const { queue, placed, surveys, twiml, now, log } = deps;
  const stampOf = (form: Form) => momentOf(form.get('Timestamp'), now());

  /** Our word to the caller must not depend on the database, so it is waited for a moment only. */
  async function registered(sid: string): Promise<Registration | null> {
    const call = queue.calls.get(sid);
    if (!call) return null;
    const { callId, arrivedAt: at, ani, dnis } = call;
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<null>((resolve) => {
      timer = setTimeout(resolve, deps.registerMs, null);
    });
    try {
      const made = await Promise.race([deps.register({ callId, at, ani, dnis }), patience]);
      if (made?.asks) surveys.wanted(callId, made.asks, dnis);
      if (made === null) log.warn({ callId }, 'no ticket number in time for a caller');
      return made;
    } catch (error) {
      // Its message may quote what was stored, so only its kind is told.
      log.warn({ callId, error: error instanceof Error ? error.name : 'unknown' }, 'no ticket number for a caller');
      return null;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Somebody waits of whom we know nothing: he came while we were away, or Twilio's word of him was lost. */
  async function meet(sid: string, conferenceSid: string, at: number): Promise<void> {
    const asked = await deps.rest.leg(sid);
    // Else the lists bring him, when they can be read.
    if (!asked.ok || asked.value.direction !== 'inbound' || isOver(asked.value.status as LegStatus)) return;
    const { from, to } = asked.value;
    queue.arrived({ sid, ani: aniOf(from), dnis: to }, Math.min(at, arrivalOf(asked.value) || at));
    queue.waiting(sid, conferenceSid, at, now());
    desk.learn();
    deps.done();
  }

  /** To be told of, and to the queue. */
  async function letIn(sid: string, of: { readonly ani: string | null; readonly dnis: string }): Promise<string> {
    if (queue.isOver(sid)) return twiml.end();
    queue.arrived({ sid, ...of }, queue.calls.get(sid)?.arrivedAt ?? now());
    deps.done();
    const made = await registered(sid);
    if (made !== null) queue.numbered(sid, made);
    const why = made?.door?.turnsAway;
    if (why) queue.turnedAway(sid, why, now());
    return twiml.greeting(listener(sid), made);
  }

  const listener = (sid: string) => ({ sid, dnis: queue.calls.get(sid)?.dnis ?? '' });

  const desk: Desk = {
    incoming: async (sid, form) => {
      deps.heard();
      const of = { ani: aniOf(form.get('From')), dnis: form.get('To') ?? '' };
      const menu = queue.calls.has(sid) || queue.isOver(sid) ? undefined : deps.menuOf(of.dnis);
      if (menu === undefined) return letIn(sid, of);
      deps.choosers.begin(sid, { ...of, arrivedAt: now(), menu });
      return twiml.menu(sid, menu, 1);
    },
    chosen: async (sid, times, form) => {
      deps.heard();
      const menu = deps.choosers.pressed(sid, form.get('Digits'), times);
      // Of one of whom nobody knows, since we were killed meanwhile, the number that he called says where he goes.
      return menu === null
        ? letIn(sid, { ani: aniOf(form.get('From')), dnis: form.get('To') ?? '' })
        : twiml.menu(sid, menu, times + 1);
    },
    wait: (sid) => twiml.wait(listener(sid), queue.position(sid)),
    hold: twiml.hold,
    offer: (sid, mark) => {
      if (queue.isOver(sid)) return twiml.end();
      queue.worded(sid, 'offer', now());
      deps.done();
      return twiml.offer(listener(sid), mark);
    },
    offered: (sid, mark, form) => (form.get('Digits') === '1' ? desk.noted(sid) : twiml.back(listener(sid), mark)),
    noted: (sid) => {
      if (queue.isOver(sid)) return twiml.end();
      // Said before it is heard: whoever hangs up meanwhile did not give up waiting.
      queue.turnedAway(sid, 'call_back', now());
      deps.done();
      return twiml.noted(listener(sid));
    },
    ...createMessageDesk({ ...deps, listener }),
    learn: () => {
      for (const { sid } of queue.untold())
        void registered(sid).then((made) => {
          if (made !== null) queue.learnt(sid, made, now());
          deps.done();
        });
    },
    led: (sid, mark) => (queue.isOver(sid) ? twiml.end() : twiml.led(listener(sid), mark)),
    after: (sid) => {
      const callId = `${deps.name}-${sid}`;
      const call = queue.calls.get(sid);
      // His agent has hung up, whether or not we were told: the call is over, and he is asked.
      if (call?.answered && !call.transfer && !call.intent && surveys.isWanted(callId)) queue.letGo(sid, now());
      const survey = surveys.of(callId);
      if (survey) {
        deps.done();
        return twiml.survey(sid, survey, 0);
      }
      // Who has talked is through; whoever else falls out of his room is let in again.
      const talked = call && (call.answered || call.outside !== null) && !call.transfer && !call.intent;
      return queue.isOver(sid) || talked || call?.leaving?.sure ? twiml.end() : twiml.again(listener(sid));
    },
    answer: (sid, word, nth, form) => {
      deps.heard();
      const callId = `${deps.name}-${sid}`;
      surveys.pressed(callId, word, form.get('Digits'), now());
      const survey = surveys.of(callId);
      return survey ? twiml.survey(sid, survey, nth + 1) : twiml.end();
    },
    callStatus: (sid, form) => {
      deps.heard();
      const status = statusIn(form.get('CallStatus'));
      if (status === null) deps.anomaly();
      else if (isOver(status)) {
        deps.choosers.ended(sid, stampOf(form), now());
        queue.callerEnded(sid, stampOf(form), now());
        surveys.ended(`${deps.name}-${sid}`);
      }
      deps.done();
    },
    legStatus: (sid, extension, form) => {
      deps.heard();
      const status = statusIn(form.get('CallStatus'));
      const legSid = form.get('CallSid') ?? '';
      if (status === null) deps.anomaly();
      else if (queue.calls.has(sid) || !isDialled(sid))
        queue.leg(sid, { extension, legSid, status, at: stampOf(form) }, now());
      else placed.agent(sid, { legSid, status, at: stampOf(form) }, now());
      deps.done();
    },
    citizenStatus: (sid, form) => {
      deps.heard();
      const status = statusIn(form.get('CallStatus'));
      const news = { legSid: form.get('CallSid') ?? '', at: stampOf(form) };
      if (status === null) deps.anomaly();
      else if (!queue.calls.has(sid)) placed.citizen(sid, { ...news, status }, sipCodeIn(form), now());
      else if (isOver(status)) queue.callerEnded(sid, news.at, now());
      deps.done();
    },
    targetStatus: (sid, id, form) => {
      deps.heard();
      const status = statusIn(form.get('CallStatus'));
      const legSid = form.get('CallSid') ?? '';
      if (status === null) deps.anomaly();
      else queue.targetLeg(sid, id, { legSid, status, at: stampOf(form) }, now());
      deps.done();
    },
    listenerStatus: (listenId, form) => {
      deps.heard();
      const status = statusIn(form.get('CallStatus'));
      if (status === null) deps.anomaly();
      else deps.listeners.leg(listenId, form.get('CallSid') ?? '', status);
    },
    conference: (form) => {
      deps.heard();
      const sid = callerOf(form.get('FriendlyName'));
      // Other rooms of the account are none of our business.
      if (sid === null) return;
      const at = stampOf(form);
      const conferenceSid = form.get('ConferenceSid') ?? '';
      const legSid = form.get('CallSid') ?? '';
      switch (form.get('StatusCallbackEvent')) {
        case 'participant-join': {
          // Whatever he has pressed.
          deps.choosers.letIn(sid);
          const known = queue.calls.get(sid);
          // Of a call that we placed the legs' own reports tell everything.
          if (isDialled(sid) && known === undefined) break;
          if (legSid !== (known?.callerLeg ?? sid)) {
            const transfer = known?.target?.legSid === legSid ? known.transfer : null;
            if (transfer) queue.targetLeg(sid, transfer.id, { legSid, status: 'in-progress', at }, now());
            const extension = known?.ring?.legSid === legSid ? known.ring.extension : null;
            if (extension !== null) queue.leg(sid, { extension, legSid, status: 'in-progress', at }, now());
          } else if (known) queue.waiting(sid, conferenceSid, at, now(), markOf(form.get('FriendlyName')));
          else if (!queue.isOver(sid)) void meet(sid, conferenceSid, at);
          break;
        }
        case 'participant-leave':
          queue.left(sid, { legSid, status: statusIn(form.get('ParticipantCallStatus')), at, conferenceSid }, now());
          break;
        case 'participant-hold':
        case 'participant-unhold': {
          const on = form.get('StatusCallbackEvent') === 'participant-hold';
          if (legSid === queue.calls.get(sid)?.callerLeg)
            queue.held(sid, { on, order: Number(form.get('SequenceNumber') ?? 0), at }, now());
          break;
        }
        case 'conference-end':
          queue.conferenceEnded(sid, { conferenceSid, by: form.get('CallSidEndingConference') ?? null, at }, now());
          break;
      }
      deps.done();
    },
    recording: (sid, form) => {
      deps.heard();
      const [reference = '', conferenceSid = ''] = [form.get('RecordingSid'), form.get('ConferenceSid')];
      if (form.get('RecordingStatus') === 'in-progress') return deps.running.began(sid, { reference, conferenceSid });
      // Asked for is the word of a finished one besides; what failed or has nothing in it cannot be listened to.
      if (form.get('RecordingStatus') !== 'completed') return;
      const recorded = recordedOf({
        name: deps.name,
        sid,
        reference,
        seconds: form.get('RecordingDuration'),
        startedAt: Date.parse(form.get('RecordingStartTime') ?? ''),
        at: now(),
      });
      if (recorded === null) deps.anomaly();
      else deps.recorded(recorded);
    },
  };
  return desk;
}
