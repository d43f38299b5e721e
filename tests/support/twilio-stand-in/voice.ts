import { createDocuments } from './documents.ts';
import { createLegs } from './legs.ts';
import { createMail } from './mail.ts';
import { faultsOfOperation, type VoiceOperation } from './operations.ts';
import { createRecordings } from './recordings.ts';
import { createReports } from './reports.ts';
import type { Leg } from './rooms.ts';
import { createVoiceRoutes } from './voice-routes.ts';

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

/** A caller at his telephone. */
export interface StandInCaller {
  readonly sid: string;
  /** Sentences he heard so far. */
  readonly heard: readonly string[];
  readonly leg: Leg;
  /** What he presses at the next questions, one after the other; empty: nothing at that one. */
  press(...keys: (string | Promise<string>)[]): void;
  /** What he says after the next tone: samples of 16 bits, 8,000 a second; null: nothing. */
  says(sound: Buffer | null | Promise<Buffer | null>): void;
  hangUp(): void;
  /** What is played while waiting goes once round. */
  waitRound(): Promise<void>;
}

/** The voice part of Twilio: legs, rooms and who is in them. It plays whole calls by the TwiML it is given. */
export function createVoice({ accountSid, now, voiceUrl, statusUrl, fallback }: VoiceOptions) {
  const faults: string[] = [];
  const fault = (...what: string[]) => void faults.push(...what);
  const checked = (operation: VoiceOperation, fields: URLSearchParams) =>
    fault(...faultsOfOperation(operation, fields));
  let count = 0;
  const sid = (prefix: string) => `${prefix}${(++count).toString(16).padStart(32, '0')}`;

  const mail = createMail(fault);
  const { report, track, connect, setWeather, settled } = mail;
  const recordings = createRecordings(accountSid, { now, sid, report, checked });
  const reports = createReports({ accountSid, now, report });
  const legs = createLegs({ now, sid, reports, started: recordings.started, closed: recordings.closed });
  const documents = createDocuments({
    ...{ accountSid, voiceUrl, fallback, legs, mail, fault },
    recorded: recordings.recorded,
  });
  const { waited, redirect, begin, fetched, heardOf, press, speak } = documents;
  const comes = (from: string, to: string): Leg =>
    legs.newLeg({ direction: 'inbound', from, to, statusCallback: statusUrl, status: 'ringing' });
  const callerAt = (leg: Leg): StandInCaller => ({
    sid: leg.sid,
    heard: heardOf(leg),
    leg,
    press: (...keys) => press(leg, keys),
    says: (sound) => speak(leg, sound),
    hangUp: () => legs.over(leg, 'completed'),
    waitRound: async () => void (await waited(`${voiceUrl}/wait/${leg.sid}`, leg)),
  });

  return {
    part: createVoiceRoutes({ accountSid, legs, reports, waited, redirect, track, checked }),
    recordings,
    faults: faults as readonly string[],
    legs: legs.legs,
    rooms: legs.rooms,
    rings: legs.rings,
    setUnreachable: legs.setUnreachable,
    connect,
    setWeather,
    settled,
    /** Somebody calls a hotline number, presses these keys when he is asked, and hears what he is told until he waits. */
    async call(from: string, to: string, keys: readonly string[] = []): Promise<StandInCaller> {
      const leg = comes(from, to);
      press(leg, keys);
      await begin(leg);
      return callerAt(leg);
    },
    /** Somebody calls, and thinks about what to press when he is asked. `goOn`: he presses it. */
    ask(from: string, to: string): StandInCaller & { goOn(key: string): Promise<void> } {
      const leg = comes(from, to);
      let resolve = (_key: string) => {};
      press(leg, [new Promise<string>((done) => (resolve = done))]);
      const begun = begin(leg);
      const goOn = (key: string) => {
        resolve(key);
        return begun;
      };
      return { ...callerAt(leg), goOn };
    },
    /** Twilio asks for a document of the caller's once more. */
    asks: async (path: string, { leg }: Pick<StandInCaller, 'leg'>, more: Record<string, string>): Promise<void> =>
      void (await fetched(voiceUrl + path, leg, false, more)),
  };
}
