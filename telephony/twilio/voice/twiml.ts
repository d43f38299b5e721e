import type twilio from 'twilio';
import { isDialled } from '../../dialling.ts';
import { announcementTexts, callBackTexts } from '../../doors.ts';
import type { Registration } from '../../port.ts';
import { sdk } from '../sdk.ts';
import { labels } from './participants.ts';
import { roomOf } from './rooms.ts';
import { spokenTicketNumber } from './speech.ts';

type VoiceResponse = InstanceType<typeof twilio.twiml.VoiceResponse>;
type Speaker = Pick<VoiceResponse, 'say'>;

export interface TwimlOptions {
  /** `https://…/telephony/twilio/voice`, where Twilio reaches us. */
  readonly baseUrl: string;
  /** Whether conversations are recorded, which the caller is told. */
  readonly record: boolean;
  /** An mp3 or wav, played while a caller waits or is held. */
  readonly musicUrl: string;
}

/** Indonesian, of Google's; the language goes by the voice. */
const voice = { voice: 'Google.id-ID-Standard-A', language: 'id-ID' } as const;

const english = { voice: 'Google.en-US-Standard-C', language: 'en-US' } as const;

const words = {
  welcome: 'Selamat datang di layanan pengaduan.',
  noted: 'Percakapan ini dicatat untuk mutu layanan.',
  recorded: 'Percakapan ini dicatat dan direkam untuk mutu layanan. Dengan tetap di saluran ini, Anda menyetujuinya.',
  ticket: (spoken: string) => `Nomor tiket Anda adalah: ${spoken}. Kami ulangi: ${spoken}.`,
  soon: 'Mohon tunggu, petugas kami akan segera melayani Anda.',
  place: (place: number) => `Anda berada di antrean nomor ${place}. Mohon tetap di saluran ini.`,
  again: 'Mohon maaf, sambungan Anda terputus sebentar. Mohon tunggu.',
  held: 'Mohon tunggu sebentar.',
  led: 'Mohon tunggu, Anda kami hubungkan.',
};

/** The documents by which Twilio treats callers. Each is whole: what follows does not depend on our being there. */
export function createTwiml({ baseUrl, record, musicUrl }: TwimlOptions) {
  const say = (response: VoiceResponse, text: string) => void response.say(voice as never, text);
  const both = (response: Speaker, { id, en }: { readonly id: string; readonly en: string }) => {
    response.say(voice as never, id);
    response.say(english as never, en);
  };
  const enter = (response: VoiceResponse, sid: string, waitUrl: string | null, mark?: string) => {
    const placed = isDialled(sid);
    response.dial().conference(
      {
        beep: 'false',
        startConferenceOnEnter: true,
        // The room lives as long as its caller.
        endConferenceOnExit: true,
        ...(waitUrl !== null && { waitUrl, waitMethod: 'POST' }),
        statusCallback: `${baseUrl}/conference`,
        statusCallbackMethod: 'POST',
        statusCallbackEvent: ['start', 'end', 'join', 'leave', 'hold'],
        // By it the lists show whom we have called; nobody has told him that he is recorded.
        ...(placed && { participantLabel: labels.citizen }),
        ...(record &&
          !placed && {
            record: 'record-from-start',
            // Twilio's report names the room by an id that says nothing after a restart: so the caller is in the path.
            recordingStatusCallback: `${baseUrl}/recording/${sid}`,
            recordingStatusCallbackMethod: 'POST',
            recordingStatusCallbackEvent: ['completed'],
          }),
      },
      roomOf(sid, mark),
    );
    // Twilio leaves the room at once when it cannot fetch what is played in it.
    response.redirect({ method: 'POST' }, `${baseUrl}/after/${sid}`);
  };
  const waitOn = (response: VoiceResponse, sid: string, mark: string) => {
    say(response, words.soon);
    enter(response, sid, `${baseUrl}/wait/${sid}`, mark);
  };
  const make = (fill: (response: VoiceResponse) => void) => {
    const response = new (sdk().twiml.VoiceResponse)();
    fill(response);
    return response.toString();
  };
  return {
    /** What is recorded is said, on what the data are processed, then the ticket number if there is one, and what the office announces; then the caller waits. */
    greeting: (sid: string, made: Registration | null) =>
      make((response) => {
        say(response, `${words.welcome} ${record ? words.recorded : words.noted}`);
        if (made?.basis !== undefined) say(response, made.basis);
        if (made !== null) say(response, words.ticket(spokenTicketNumber(made.ticketNumber)));
        for (const name of made?.door?.tells ?? []) {
          both(response, announcementTexts[name]);
        }
        if (made?.door?.turnsAway) return void response.hangup();
        say(response, words.soon);
        enter(response, sid, `${baseUrl}/wait/${sid}`);
      }),
    /** Once round: where he stands, music, and again. */
    wait: (sid: string, place: number | null) =>
      make((response) => {
        say(response, place === null ? words.soon : words.place(place));
        response.play(musicUrl);
        response.redirect({ method: 'POST' }, `${baseUrl}/wait/${sid}`);
      }),
    /** Out of an agent's hands: to a room of his own, where somebody is rung for him. */
    led: (sid: string, mark: string) =>
      make((response) => {
        say(response, words.led);
        enter(response, sid, `${baseUrl}/wait/${sid}`, mark);
      }),
    /** Whether he wants to be called back; whoever presses nothing waits on, whether or not we are there. */
    offer: (sid: string, mark: string) =>
      make((response) => {
        const asked = response.gather({
          ...{ input: ['dtmf'], numDigits: 1, timeout: 3 },
          ...{ action: `${baseUrl}/offered/${sid}/${mark}`, method: 'POST' },
        });
        both(asked, callBackTexts.offer);
        waitOn(response, sid, mark);
      }),
    /** He has pressed another key. */
    back: (sid: string, mark: string) => make((response) => waitOn(response, sid, mark)),
    /** He has waited as long as anybody does, or has asked for it. */
    noted: () =>
      make((response) => {
        both(response, callBackTexts.noted);
        response.hangup();
      }),
    hold: () =>
      make((response) => {
        say(response, words.held);
        response.play({ loop: 0 }, musicUrl);
      }),
    /** The caller fell out of his room: in again, with Twilio's own music. */
    again: (sid: string) =>
      make((response) => {
        say(response, words.again);
        enter(response, sid, null);
      }),
    end: () => make((response) => void response.hangup()),
  };
}
export type Twiml = ReturnType<typeof createTwiml>;
