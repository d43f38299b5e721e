import { createHash, timingSafeEqual } from 'node:crypto';
import type { AnnouncementName, Door } from '../doors.ts';
import { type CallerLanguage, chosenDoor, type Menu, readDoor } from '../menu.ts';
import type { ExchangeHooks, Registration } from '../port.ts';
import type { QueuePlace } from '../queues.ts';
import { questionWord } from '../survey.ts';
import type { FastAgiOptions } from './fast-agi.ts';
import type { ExchangeLog } from './link.ts';
import type { Numbering } from './numbering.ts';
import { aniOf, doorOf } from './packets.ts';
import type { Spool } from './spool.ts';

export interface RegistrationOptions {
  /** The exchange's name, first part of every call id. */
  readonly name: string;
  /** Shared with the dialplan, which shows it first. */
  readonly token: string;
  readonly register: ExchangeHooks['register'];
  readonly menuOf?: ExchangeHooks['menuOf'];
  readonly now: () => number;
  readonly numbering?: Pick<Numbering, 'numbered' | 'refused'>;
  /** Whether and where conversations are recorded; absent: nobody's is. */
  readonly spool?: Pick<Spool, 'accepts' | 'refused'>;
  readonly log: ExchangeLog;
}

/**
 * Answers the dialplan's `register` with token, callid (Linkedid), ani and dnis:
 * `OK|<ticket number>|<sound files joined by &>`, and where the caller does not simply come to the queue
 * `|<why he is turned away>|<sound files that he hears after his number>|<seconds after which he is offered a call back>|<yes:
 * he is told that the conversation is recorded, and it is>|<his queue, where it is not the dialplan's own>|<his priority>|<yes:
 * he may leave a message>|<seconds that he waits at most>|<what then>|<queues to which he is led on, each with the seconds before>|<what
 * he is asked when the talk is over: questions joined by &>|<a number outside of the office, as id:number>|<now: he is led there
 * first>`.
 * The seconds count where he is led no further. Else `ERROR|<why>`, and the dialplan queues him without a number.
 *
 * `menu` comes before that with the same: `MENU|<sound files>|<how often it is asked>|<for each key from 0 to 9 what stands for
 * dnis from then on>`, or `NONE`.
 * @throws when the token is shorter than 16 characters.
 */
export function createRegistration(options: RegistrationOptions): FastAgiOptions['answer'] {
  const { name, token, register, menuOf, now, numbering, spool, log } = options;
  if (token.length < 16) throw new Error('the registration token needs at least 16 characters');
  const expected = digest(token);

  const registered = async (callid: string, ani: string, dnis: string) => {
    if (!/^[\w.-]{1,100}$/.test(callid) || ani.length > 100) return 'ERROR|callid or ani makes no sense';
    try {
      const callId = `${name}-${callid}`;
      const told = await register({ callId, at: now(), ani: aniOf(ani), dnis });
      const { ticketNumber, record = false } = told;
      numbering?.numbered(callId);
      const accepts = spool?.accepts() ?? false;
      const recorded = record && accepts;
      if (record && !recorded) spool?.refused(callId);
      const { language } = readDoor(dnis);
      const asks = (told.asks ?? []).map(questionWord).join('&');
      const said = inPlaces(letIn(told, recorded, accepts, language), [asks, ...ledOut(told.door)]);
      return `OK|${ticketNumber}|${spokenTicketNumber(ticketNumber, language)}${said}`;
    } catch (error) {
      // The message may quote what was stored, so only its kind is told.
      log.warn({ error: error instanceof Error ? error.name : 'unknown' }, 'no ticket number for a caller');
      return 'ERROR|no ticket number now';
    }
  };

  return async ({ what, given: [shown = '', callid = '', ani = '', dnis = ''] }) => {
    // Of equal length whatever was sent, so that the comparison takes equal time.
    if (!timingSafeEqual(digest(shown), expected)) {
      numbering?.refused();
      return 'ERROR|wrong token';
    }
    if (doorOf(dnis) === null) return 'ERROR|dnis makes no sense';
    if (what === 'register') return registered(callid, ani, dnis);
    const menu = what === 'menu' && menuOf?.(dnis);
    return menu ? `MENU|${menuSpoken(menu)}|${menu.tries}|${doorsOf(menu, dnis)}` : 'NONE';
  };
}

/**
 * The sound files that speak a ticket number: a letter or digit each, a pause for what parts them.
 * @internal exported for its tests
 */
export function spokenTicketNumber(ticketNumber: string, language: CallerLanguage | null = null): string {
  const end = language === 'en' ? '-en' : '';
  return [...ticketNumber.toLowerCase()]
    .map((sign) => `sigap/${/[a-z0-9]/.test(sign) ? sign + end : 'jeda'}`)
    .join('&');
}

const menuSpoken = ({ name }: Menu): string => inLanguage([`menu-${name}`], null);

/** Where each key leads, from 0 to 9; empty: nowhere. */
const doorsOf = ({ keys }: Menu, dnis: string): string =>
  [...'0123456789']
    .map((key) => {
      const choice = keys[key];
      return choice ? chosenDoor(dnis, choice) : '';
    })
    .join('|');

/** Sound files of these prompts, in the language that was chosen, else in both. */
const inLanguage = (names: readonly string[], language: CallerLanguage | null): string =>
  [...(language === 'en' ? [] : ['']), ...(language === 'id' ? [] : ['-en'])]
    .flatMap((end) => names.map((name) => `sigap/${name}${end}`))
    .join('&');

/** The prompts of `make-sounds.sh`; each has its English beside it. */
const sounds: Readonly<Record<AnnouncementName, string>> = {
  closed: 'tutup',
  disturbance: 'gangguan',
  emergency: 'darurat',
  own: 'pengumuman',
  blocked: 'diblokir',
};

/** `|<yes: messages are taken>|<seconds he waits at most>|<what then>`: an exchange without place lets him wait. */
const overflow = ({ takesMessages = false, longest }: Door, accepts: boolean, ledMs: number): string => {
  const ends = longest && (longest.to !== 'voicemail' || accepts);
  const messages = accepts && (takesMessages || longest?.to === 'voicemail');
  if (!ends && !messages) return '';
  return `|${messages ? 'yes' : ''}|${ends ? seconds(longest.ms - ledMs) : ''}|${ends ? longest.to : ''}`;
};

/** Of a wait that begins where he is led no further: a queue of no length would ring nobody. */
const seconds = (ms: number) => Math.max(1, Math.ceil(ms / 1000));

/** Where he is led on before he has waited as long as anybody may: `queue:seconds&queue:seconds`, and all those waits, ms. */
function ledOn({ leads = [] }: QueuePlace, longestMs: number): { readonly words: string; readonly ms: number } {
  let ms = 0;
  const led = leads.filter(({ afterMs }) => {
    if (ms + afterMs >= longestMs) return false;
    ms += afterMs;
    return true;
  });
  return { words: led.map(({ queue, afterMs }) => `${queue}:${seconds(afterMs)}`).join('&'), ms };
}

/** `id:number`, and whether he is led there at once. */
const ledOut = (door?: Door): string[] =>
  door?.leadsOut ? [`${door.leadsOut.id}:${door.leadsOut.number}`, door.leadsOut.atOnce ? 'now' : ''] : [];

/** How many parts of the answer come before what he is asked. */
const partsBefore = 10;

/** Nothing where all of them are empty; else each in its own place. */
const inPlaces = (said: string, parts: readonly string[]): string => {
  if (parts.every((part) => part === '')) return said;
  const missing = partsBefore - (said.split('|').length - 1);
  return `${said}${'|'.repeat(missing)}|${parts.join('|')}`.replace(/\|+$/, '');
};

const openDoor: Door = { tells: [], turnsAway: null };

/** Nothing where he simply comes to the dialplan's own queue in his turn. */
const letIn = (
  { door = openDoor, place }: Pick<Registration, 'door' | 'place'>,
  recorded: boolean,
  accepts: boolean,
  language: CallerLanguage | null,
): string => {
  if (door === openDoor && !place && !recorded) return '';
  const { words: leads, ms: ledMs } = ledOn(place ?? { priority: 0 }, door.longest?.ms ?? Number.POSITIVE_INFINITY);
  const ends = overflow(door, accepts, ledMs) || (leads && '|||');
  const queue = place ? `|${place.queue ?? ''}|${place.priority}` : ends && '||';
  return `${spokenDoor(door, language, ledMs)}|${recorded ? 'yes' : ''}${queue}${ends}${leads && `|${leads}`}`;
};

const spokenDoor = (
  { tells, turnsAway, wait, offersCallBackAfterMs: after }: Door,
  language: CallerLanguage | null,
  ledMs: number,
): string => {
  const files = tells.map((name) => inLanguage([sounds[name]], language));
  if (wait) files.push(inLanguage(spokenWait(wait), language));
  const offer = after === undefined ? '' : String(seconds(after - ledMs));
  return `|${turnsAway ?? ''}|${files.join('&')}|${offer}`;
};

/** In whole minutes, rounded up; what has more than one digit is `more than nine`. */
function spokenWait({ place, meanMs }: NonNullable<Door['wait']>): string[] {
  const number = (value: number) => (value > 9 ? 'lebih' : String(value));
  const mean = meanMs === null ? [] : ['rata-rata', number(Math.max(1, Math.ceil(meanMs / 60_000))), 'menit'];
  return ['antrean', number(place), ...mean];
}

const digest = (text: string) => createHash('sha256').update(text).digest();
