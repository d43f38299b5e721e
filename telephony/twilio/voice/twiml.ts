import type twilio from 'twilio';
import { sdk } from '../sdk.ts';
import { roomOf } from './resync.ts';
import { spokenTicketNumber } from './speech.ts';

type VoiceResponse = InstanceType<typeof twilio.twiml.VoiceResponse>;

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

const words = {
  welcome: 'Selamat datang di layanan pengaduan.',
  noted: 'Percakapan ini dicatat untuk mutu layanan.',
  recorded: 'Percakapan ini dicatat dan direkam untuk mutu layanan. Dengan tetap di saluran ini, Anda menyetujuinya.',
  ticket: (spoken: string) => `Nomor tiket Anda adalah: ${spoken}. Kami ulangi: ${spoken}.`,
  soon: 'Mohon tunggu, petugas kami akan segera melayani Anda.',
  place: (place: number) => `Anda berada di antrean nomor ${place}. Mohon tetap di saluran ini.`,
  again: 'Mohon maaf, sambungan Anda terputus sebentar. Mohon tunggu.',
  held: 'Mohon tunggu sebentar.',
};

/** The documents by which Twilio treats callers. Each is whole: what follows does not depend on our being there. */
export function createTwiml({ baseUrl, record, musicUrl }: TwimlOptions) {
  const say = (response: VoiceResponse, text: string) => void response.say(voice as never, text);
  const enter = (response: VoiceResponse, sid: string, waitUrl: string | null) => {
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
        ...(record && {
          record: 'record-from-start',
          // Twilio's report names the room by an id that says nothing after a restart: so the caller is in the path.
          recordingStatusCallback: `${baseUrl}/recording/${sid}`,
          recordingStatusCallbackMethod: 'POST',
          recordingStatusCallbackEvent: ['completed'],
        }),
      },
      roomOf(sid),
    );
    // Twilio leaves the room at once when it cannot fetch what is played in it.
    response.redirect({ method: 'POST' }, `${baseUrl}/after/${sid}`);
  };
  const make = (fill: (response: VoiceResponse) => void) => {
    const response = new (sdk().twiml.VoiceResponse)();
    fill(response);
    return response.toString();
  };
  return {
    /** What is recorded is said, then the ticket number if there is one; then the caller waits. */
    greeting: (sid: string, ticketNumber: string | null) =>
      make((response) => {
        say(response, `${words.welcome} ${record ? words.recorded : words.noted}`);
        if (ticketNumber !== null) say(response, words.ticket(spokenTicketNumber(ticketNumber)));
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
