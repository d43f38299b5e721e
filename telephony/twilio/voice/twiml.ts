import type twilio from 'twilio';
import { isDialled } from '../../dialling.ts';
import { announcementTexts, callBackTexts, messageTexts } from '../../doors.ts';
import { type CallerLanguage, type Menu, readDoor } from '../../menu.ts';
import type { Registration } from '../../port.ts';
import { questionWord } from '../../survey.ts';
import { sdk } from '../sdk.ts';
import { doorLabel, labels } from './participants.ts';
import { roomOf } from './rooms.ts';
import { spokenTicketNumber } from './speech.ts';
import type { Survey } from './surveys.ts';
import { words } from './words.ts';

type VoiceResponse = InstanceType<typeof twilio.twiml.VoiceResponse>;
type Speaker = Pick<VoiceResponse, 'say'>;
type Words = { readonly id: string; readonly en: string };

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

/** Whose document it is: his key, and the number that he called with what he chose there. */
export interface Listener {
  readonly sid: string;
  readonly dnis: string;
}

/** How long a key is waited for when everything is said, seconds. */
const keyWithin = { offer: 3, menu: 5, survey: 6 };

/** A message: so long at most, and over after so much silence, seconds; as Asterisk's dialplan has it. */
const message = { maxLength: 120, timeout: 6 };

/** The documents by which Twilio treats callers. Each is whole: what follows does not depend on our being there. */
export function createTwiml({ baseUrl, record, musicUrl }: TwimlOptions) {
  const say = (response: Speaker, text: string) => void response.say(voice as never, text);
  const sayEnglish = (response: Speaker, text: string) => void response.say(english as never, text);
  /** In the language that was chosen, else in both. */
  const both = (response: Speaker, { id, en }: Words, language: CallerLanguage | null) => {
    if (language !== 'en') say(response, id);
    if (language !== 'id') sayEnglish(response, en);
  };
  /** In the language that was chosen, else in Indonesian. */
  const one = (response: Speaker, { id, en }: Words, { dnis }: Listener) =>
    readDoor(dnis).language === 'en' ? sayEnglish(response, en) : say(response, id);
  const enter = (response: VoiceResponse, { sid, dnis }: Listener, waitUrl: string | null, mark?: string) => {
    const placed = isDialled(sid);
    const label = placed ? labels.citizen : doorLabel(dnis);
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
        // By it the lists show whom we have called, and what a caller has chosen.
        ...(label !== null && { participantLabel: label }),
        // Nobody has told a citizen whom we have called that he is recorded.
        ...(record &&
          !placed && {
            record: 'record-from-start',
            // Twilio's report names the room by an id that says nothing after a restart: so the caller is in the path.
            recordingStatusCallback: `${baseUrl}/recording/${sid}`,
            recordingStatusCallbackMethod: 'POST',
            recordingStatusCallbackEvent: ['in-progress', 'completed'],
          }),
      },
      roomOf(sid, mark),
    );
    // Twilio leaves the room at once when it cannot fetch what is played in it.
    response.redirect({ method: 'POST' }, `${baseUrl}/after/${sid}`);
  };
  const waitOn = (response: VoiceResponse, who: Listener, mark?: string) => {
    one(response, words.soon, who);
    enter(response, who, `${baseUrl}/wait/${who.sid}`, mark);
  };
  /** What he may leave, and to the tone when he has heard it to its end: who has not is not recorded. */
  const forMessage = (response: VoiceResponse, { sid, dnis }: Listener) => {
    both(response, messageTexts.leave, readDoor(dnis).language);
    response.redirect({ method: 'POST' }, `${baseUrl}/tone/${sid}`);
  };
  /** What is pressed within the time goes to the address; else the document goes on. */
  const ask = (response: VoiceResponse, action: string, timeout: number) =>
    response.gather({ input: ['dtmf'], numDigits: 1, timeout, action, method: 'POST' });
  const make = (fill: (response: VoiceResponse) => void) => {
    const response = new (sdk().twiml.VoiceResponse)();
    fill(response);
    return response.toString();
  };
  return {
    /** What he calls for, for the nth time, from 1; whoever presses nothing is asked about all the same. */
    menu: (sid: string, { text }: Menu, times: number) =>
      make((response) => {
        const action = `${baseUrl}/chosen/${sid}/${times}`;
        both(ask(response, action, keyWithin.menu), text, null);
        response.redirect({ method: 'POST' }, action);
      }),
    /** What is recorded is said, on what the data are processed, then the ticket number if there is one, and what the office announces; then the caller waits. */
    greeting: (who: Listener, made: Registration | null) =>
      make((response) => {
        const { welcome, recorded, noted } = words;
        const told = record ? recorded : noted;
        one(response, { id: `${welcome.id} ${told.id}`, en: `${welcome.en} ${told.en}` }, who);
        if (made?.basis !== undefined) say(response, made.basis);
        if (made !== null) one(response, words.ticket(...spokenTicketNumber(made.ticketNumber)), who);
        for (const name of made?.door?.tells ?? [])
          both(response, announcementTexts[name], readDoor(who.dnis).language);
        if (made?.door?.turnsAway && made.door.takesMessages) return forMessage(response, who);
        if (made?.door?.turnsAway) return void response.hangup();
        waitOn(response, who);
      }),
    /** Once round: where he stands, music, and again. */
    wait: (who: Listener, place: number | null) =>
      make((response) => {
        one(response, place === null ? words.soon : words.place(place), who);
        response.play(musicUrl);
        response.redirect({ method: 'POST' }, `${baseUrl}/wait/${who.sid}`);
      }),
    /** Out of an agent's hands: to a room of his own, where somebody is rung for him. */
    led: (who: Listener, mark: string) =>
      make((response) => {
        one(response, words.led, who);
        enter(response, who, `${baseUrl}/wait/${who.sid}`, mark);
      }),
    /** Whether he wants to be called back; whoever presses nothing waits on, whether or not we are there. */
    offer: (who: Listener, mark: string) =>
      make((response) => {
        const asked = ask(response, `${baseUrl}/offered/${who.sid}/${mark}`, keyWithin.offer);
        both(asked, callBackTexts.offer, readDoor(who.dnis).language);
        waitOn(response, who, mark);
      }),
    /** He has pressed another key. */
    back: (who: Listener, mark: string) => make((response) => waitOn(response, who, mark)),
    /** He has waited as long as anybody does, or has asked for it. */
    noted: ({ dnis }: Listener) =>
      make((response) => {
        both(response, callBackTexts.noted, readDoor(dnis).language);
        response.hangup();
      }),
    /** He is asked for a message. */
    message: (who: Listener) => make((response) => forMessage(response, who)),
    /** What he says now is recorded; nothing said, Twilio goes on with the next word. */
    tone: (sid: string) =>
      make((response) => {
        response.record({
          ...message,
          playBeep: true,
          finishOnKey: '#',
          // Whether something was said is ours to tell.
          trim: 'do-not-trim',
          action: `${baseUrl}/left/${sid}`,
          method: 'POST',
          recordingStatusCallback: `${baseUrl}/said/${sid}`,
          recordingStatusCallbackMethod: 'POST',
          recordingStatusCallbackEvent: ['completed'],
        });
        response.hangup();
      }),
    left: ({ dnis }: Listener) =>
      make((response) => {
        both(response, messageTexts.left, readDoor(dnis).language);
        response.hangup();
      }),
    hold: () =>
      make((response) => {
        say(response, words.held);
        response.play({ loop: 0 }, musicUrl);
      }),
    /** The caller fell out of his room: in again, with Twilio's own music. */
    again: (who: Listener) =>
      make((response) => {
        one(response, words.again, who);
        enter(response, who, null);
      }),
    /** The nth question, from 0, when the talk is over; thanks behind the last. Who presses nothing is not kept on the line. */
    survey: (sid: string, { questions, language }: Survey, nth: number) =>
      make((response) => {
        const question = questions[nth];
        if (question) {
          const action = `${baseUrl}/answer/${sid}/${questionWord(question)}/${nth}`;
          const asked = ask(response, action, keyWithin.survey);
          const { text, values } = question;
          const press = words.press(values);
          both(asked, { id: `${text.id} ${press.id}`, en: `${text.en} ${press.en}` }, language);
        } else both(response, words.thanks, language);
        response.hangup();
      }),
    end: () => make((response) => void response.hangup()),
  };
}
export type Twiml = ReturnType<typeof createTwiml>;
