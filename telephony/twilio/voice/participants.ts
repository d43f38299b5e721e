import { type CallerLanguage, chosenDoor, readDoor } from '../../menu.ts';
import type { TwilioClient } from '../client.ts';
import { type Asked, asked } from './asked.ts';

/** Where Twilio reports, and what stands on the telephone that is rung. */
interface Rung {
  readonly from: string;
  readonly to: string;
  readonly statusCallback: string;
}
/** Twilio's names of a leg, and of the room it is in. */
export interface MadeLeg {
  readonly legSid: string;
  readonly conferenceSid: string;
}

/** A telephone that we ring into a room: told of by reports, and heard there only when it is answered. Fresh each time: the SDK writes into it. */
const rung = () => ({
  statusCallbackMethod: 'POST',
  statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
  beep: 'false',
  earlyMedia: false,
});

/** By these labels the lists show who is who on a call that we placed. */
export const labels = { citizen: 'citizen' } as const;

/** By this one what a caller has chosen (`telephony/menu.ts`); null: nothing. */
export function doorLabel(dnis: string): string | null {
  const { service, language } = readDoor(dnis);
  return service === null && language === null ? null : `door~${service ?? ''}~${language ?? ''}`;
}

/** The number that he called with what he has chosen there. */
export function doorIn(label: string | null | undefined, called: string): string {
  const [, service = '', language] = /^door~([a-z0-9-]{0,60})~(id|en|)$/.exec(label ?? '') ?? [];
  if (language === undefined) return called;
  return chosenDoor(called, { service: service || null, language: (language || null) as CallerLanguage | null });
}

/** Twilio's participants of rooms, as far as we use them. Nothing in here rejects. */
export function createParticipants(client: TwilioClient) {
  const update = (room: string, legSid: string, how: object): Promise<Asked<void>> =>
    asked(async () => void (await client.conferences(room).participants(legSid).update(how)));

  return {
    /** Rings an agent into a room; the agent's leg. `from`: what its telephone shows. */
    ring: (
      of: Rung & {
        readonly conferenceSid: string;
        /** Seconds; Twilio adds about five of its own. */
        readonly timeout: number;
      },
    ) =>
      asked(async () => {
        const { conferenceSid, ...rest } = of;
        const made = await client.conferences(conferenceSid).participants.create({
          ...rest,
          // The caller goes on hearing music, not the ring.
          ...rung(),
          // An agent who hangs up ends the call, whether or not we are there.
          endConferenceOnExit: true,
        });
        return made.callSid;
      }),
    /**
     * Rings an agent into a room of ours that is not there yet: Twilio makes one for a name that it does not know. Its
     * first participant says where the room's reports go; the others are not asked.
     */
    ringFirst: (of: Rung & { readonly room: string; readonly conferenceStatusCallback: string }) =>
      asked(async (): Promise<MadeLeg> => {
        const { room, ...rest } = of;
        const made = await client.conferences(room).participants.create({
          ...rest,
          ...rung(),
          timeout: 20,
          endConferenceOnExit: true,
          // What he hears until the citizen's telephone rings: nothing.
          waitUrl: '',
          conferenceStatusCallbackMethod: 'POST',
          conferenceStatusCallbackEvent: ['start', 'end', 'join', 'leave', 'hold'],
        });
        return { legSid: made.callSid, conferenceSid: made.conferenceSid };
      }),
    /** Rings a citizen into the room of an agent, who hears how it rings. That leg. */
    ringCitizen: (of: Rung & { readonly room: string }) =>
      asked(async () => {
        const { room, ...rest } = of;
        const made = await client.conferences(room).participants.create({
          ...rest,
          ...rung(),
          earlyMedia: true,
          label: labels.citizen,
          timeout: 40,
          endConferenceOnExit: true,
        });
        return made.callSid;
      }),
    /** Rings the other, to whom a caller is handed on, into his room; that leg. `label`: finds it again in the lists. */
    ringTarget: (
      of: Rung & { readonly conferenceSid: string; readonly label: string; readonly endConferenceOnExit: boolean },
    ) =>
      asked(async () => {
        const { conferenceSid, ...rest } = of;
        const made = await client.conferences(conferenceSid).participants.create({ ...rest, ...rung(), timeout: 20 });
        return made.callSid;
      }),
    /** Whether the room ends when this leg leaves it. */
    endsRoom: (conferenceSid: string, callSid: string, endConferenceOnExit: boolean) =>
      update(conferenceSid, callSid, { endConferenceOnExit }),
    /** Rings somebody who listens into a room, who neither opens nor ends it; that leg. `label`: finds it again in the lists. */
    listen: (
      of: Rung & {
        readonly conferenceSid: string;
        readonly label: string;
        readonly muted: boolean;
        readonly coaching: boolean;
        readonly callSidToCoach?: string;
      },
    ) =>
      asked(async () => {
        const { conferenceSid, ...rest } = of;
        const made = await client.conferences(conferenceSid).participants.create({
          ...rest,
          ...rung(),
          timeout: 20,
          startConferenceOnEnter: false,
          endConferenceOnExit: false,
        });
        return made.callSid;
      }),
    /** Who hears a listener from now on. */
    coach: (
      conferenceSid: string,
      callSid: string,
      how: { readonly muted: boolean; readonly coaching: boolean; readonly callSidToCoach?: string },
    ) => update(conferenceSid, callSid, how),
    hold: (conferenceSid: string, callSid: string, on: boolean, holdUrl: string) =>
      update(conferenceSid, callSid, on ? { hold: true, holdUrl, holdMethod: 'POST' } : { hold: false }),
    mute: (conferenceSid: string, callSid: string, on: boolean) => update(conferenceSid, callSid, { muted: on }),
  };
}
