import type { Legs } from './legs.ts';
import type { Mail } from './mail.ts';
import type { Leg } from './rooms.ts';
import { faultsIn, readTwiml, type Verb } from './twiml.ts';

/** The documents callers are led by: fetched as Twilio does, checked, and followed. */
export function createDocuments(parts: {
  readonly accountSid: string;
  /** Of the hotline's number. */
  readonly voiceUrl: string;
  /** TwiML used where ours cannot be had; `{{CallSid}}` stands for the caller's leg. */
  readonly fallback: string;
  readonly legs: Pick<Legs, 'over' | 'redirected' | 'roomNamed' | 'joinAsCaller'>;
  readonly mail: Pick<Mail, 'post' | 'track'>;
  /** The caller has said this after a tone. What Twilio says of it; its word goes to the address. */
  readonly recorded: (leg: Leg, url: string, sound: Buffer) => Record<string, string>;
  readonly fault: (...what: string[]) => void;
}) {
  const { accountSid, voiceUrl, fallback, legs, mail, recorded, fault } = parts;

  const heardBy = new Map<Leg, string[]>();
  const pressed = new Map<Leg, (string | Promise<string>)[]>();
  const spoken = new Map<Leg, Buffer | null | Promise<Buffer | null>>();
  /** Sentences that this leg has heard so far. */
  const heardOf = (leg: Leg): string[] => {
    const heard = heardBy.get(leg) ?? [];
    heardBy.set(leg, heard);
    return heard;
  };

  /** Null when it cannot be had. What is wrong with it is a fault. `more`: what Twilio says besides. */
  async function fetched(
    url: string,
    leg: Leg,
    waiting = false,
    more: Record<string, string> = {},
  ): Promise<Verb | null> {
    const answer = await mail.post(url, {
      CallSid: leg.sid,
      AccountSid: accountSid,
      From: leg.from,
      To: leg.to,
      CallStatus: leg.status,
      Direction: 'inbound',
      ApiVersion: '2010-04-01',
      ...more,
    });
    if (answer.status !== 200) return null;
    fault(...faultsIn(answer.body, { waiting }));
    return readTwiml(answer.body);
  }

  /** The number's own fallback, as a TwiML Bin fills it in. */
  function ownFallback(leg: Leg): Verb {
    const filled = fallback.replaceAll('{{CallSid}}', leg.sid);
    fault(...faultsIn(filled));
    return readTwiml(filled);
  }

  const hear = (leg: Leg, verbs: readonly Verb[]) =>
    heardOf(leg).push(...verbs.filter(({ name }) => name === 'Say').map(({ text }) => text));

  /** What is played while somebody waits. False when it cannot be had. */
  async function waited(url: string, leg: Leg): Promise<boolean> {
    const document = await fetched(url, leg, true);
    hear(leg, document?.children ?? []);
    return document !== null;
  }

  /** Follows a document, or the fallback, until the caller waits in a room, or hangs up. */
  async function follow(given: Verb | null, leg: Leg): Promise<void> {
    const document = given ?? ownFallback(leg);
    for (const [index, verb] of document.children.entries()) {
      if (leg.status !== 'in-progress') return;
      hear(leg, [verb]);
      if (verb.name === 'Redirect') return follow(await fetched(verb.text, leg), leg);
      if (verb.name === 'Gather') {
        hear(leg, verb.children);
        const digits = (await pressed.get(leg)?.shift()) ?? '';
        if (leg.status !== 'in-progress') return;
        const { action = '' } = verb.attributes;
        if (digits !== '') return follow(await fetched(action, leg, false, { Digits: digits }), leg);
      }
      if (verb.name === 'Record') {
        const { action = '', recordingStatusCallback = '' } = verb.attributes;
        // Whoever hangs up has left what he said.
        const sound = (await spoken.get(leg)) ?? null;
        const told = sound && recorded(leg, recordingStatusCallback, sound);
        if (leg.status !== 'in-progress') return;
        if (told) return follow(await fetched(action, leg, false, told), leg);
      }
      if (verb.name === 'Hangup') return legs.over(leg, 'completed');
      if (verb.name !== 'Dial') continue;
      const conference = verb.children[0] as Verb;
      const { waitUrl } = conference.attributes;
      if (waitUrl !== undefined && !(await waited(waitUrl, leg))) continue;
      if (leg.status !== 'in-progress') return;
      const rest = { ...document, children: document.children.slice(index + 1) };
      return joinConference(conference, leg, () => mail.track(follow(rest, leg)));
    }
    legs.over(leg, 'completed');
  }
  function joinConference({ text: name, attributes }: Verb, leg: Leg, goOn: () => void): void {
    const { statusCallback = '', record, recordingStatusCallback = null, endConferenceOnExit } = attributes;
    const recordingUrl = record === 'record-from-start' ? recordingStatusCallback : null;
    const recordingEvents = (attributes.recordingStatusCallbackEvent ?? 'completed').split(' ');
    const room = legs.roomNamed(name, { statusCallback, recordingUrl, recordingEvents });
    const { participantLabel: label = null } = attributes;
    legs.joinAsCaller(room, leg, { endsRoom: endConferenceOnExit === 'true', label }, goOn);
  }

  return {
    /** A caller has come: what the number's address says is followed. */
    async begin(leg: Leg): Promise<void> {
      const document = await fetched(voiceUrl, leg);
      if (leg.status === 'ringing') leg.status = 'in-progress';
      await follow(document, leg);
    },
    waited,
    fetched,
    heardOf,
    /** What the caller presses at the next questions, one after the other; empty: nothing at that one. */
    press: (leg: Leg, keys: readonly (string | Promise<string>)[]) => void pressed.set(leg, [...keys]),
    /** What he says after the next tone; null: nothing. */
    speak: (leg: Leg, sound: Buffer | null | Promise<Buffer | null>) => void spoken.set(leg, sound),
    /** Twilio answers first, and then fetches the new document. */
    redirect(leg: Leg, url: string): void {
      legs.redirected(leg);
      mail.track(fetched(url, leg).then((document) => follow(document, leg)));
    },
  };
}
