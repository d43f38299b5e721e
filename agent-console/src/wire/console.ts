import { io } from 'socket.io-client';
import type { LegAction, Me, Office, PhoneSettings } from '../../../server/contract/people.ts';
import type { Viewer } from '../../../server/contract/wallboards.ts';
import { createServerClock, type ServerClock } from '../model/clock.ts';
import { createExchangePhone } from '../softphone/exchange.ts';
import type { PageLocks } from '../softphone/seat.ts';
import { createSeatedPhone } from '../softphone/seated.ts';
import type { Softphone } from '../softphone/softphone.ts';
import { type Cards, createCards } from './cards.ts';
import { monotonic, wallClock } from './clock.ts';
import { createDrafts, type Drafts } from './drafts.ts';
import { createLive, type Live, type LiveSocket } from './live.ts';
import { createRest, type Rest } from './rest.ts';

/** Everything the views of a logged-in person work with, or those of a wallboard. */
export interface Console {
  readonly me: Viewer;
  readonly office: Office;
  readonly rest: Rest;
  readonly live: Live;
  readonly clock: ServerClock;
  readonly cards: Cards;
  readonly drafts: Drafts;
  readonly stop: () => void;
}

const later = (run: () => void, ms: number): (() => void) => {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
};

/** The REST client of this browser. */
export function browserRest(signedOut: () => void, prove: () => Promise<boolean>): Rest {
  return createRest({
    fetch: (url, init) => window.fetch(url, { ...init, credentials: 'same-origin' }),
    wait: (ms) => new Promise((done) => setTimeout(done, ms)),
    newKey: newId,
    signedOut,
    prove,
  });
}

/** `crypto.randomUUID` exists only on https and localhost; offices also open the console by an address of the LAN. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Opens the live link of a logged-in person, or of a wallboard. */
export function openConsole(me: Viewer, office: Office, rest: Rest, signedOut: () => void): Console {
  const clock = createServerClock(wallClock, monotonic);
  const watches = me.role === 'wallboard';
  const socket = io({
    ...{ transports: ['websocket', 'polling'], reconnectionDelay: 250, reconnectionDelayMax: 3_000 },
    ...(watches && { query: { as: 'wallboard' } }),
  });
  const live = createLive({ socket: socket as LiveSocket, monotonic, later, sampled: clock.sampled, signedOut });
  socket.on('connect', () => socket.io.engine.on('packet', live.heard));
  socket.on('connect_error', () => {
    // Refused rather than unreachable: the session may be over.
    void rest
      .call(watches ? 'myWallboard' : 'me', {})
      .catch((error: { status?: number }) => error.status === 401 && signedOut());
  });
  const cards = createCards();
  const drafts = createDrafts({
    storage: sessionStorage,
    send: (caseId, body) => rest.call('saveDraft', { params: { caseId }, body }),
    answered: cards.answered,
    monotonic,
    later,
  });
  live.subscribe(() => live.contact().connected && drafts.reconnected());
  return { me, office, rest, live, clock, cards, drafts, stop: live.stop };
}

/** The telephone of this person; a WebRTC part is loaded only where the browser is the telephone. */
export function openPhone(settings: PhoneSettings, me: Pick<Me, 'userId'>, rest: Rest): Softphone {
  const leg = (callId: string, action: LegAction['action']) =>
    rest.call('leg', { params: { callId }, body: { action } });
  const ofThisPage = (open: () => Promise<Softphone>) =>
    createSeatedPhone({
      mode: settings.mode,
      name: `sigap-telephone-${me.userId}`,
      locks: navigator.locks as PageLocks | undefined,
      storage: sessionStorage,
      later,
      pageLeft(heard) {
        window.addEventListener('pagehide', heard);
        return () => window.removeEventListener('pagehide', heard);
      },
      open,
    });
  switch (settings.mode) {
    case 'webrtc':
      return ofThisPage(async () => (await import('../softphone/jssip.ts')).createWebrtcPhone(settings));
    case 'twilio': {
      const renew = async () => {
        const fresh = await rest.call('phone', {});
        if (fresh.mode !== 'twilio') throw new Error('the telephone is elsewhere now');
        return fresh.token;
      };
      let given: string | null = settings.token;
      return ofThisPage(async () => {
        const token = given ?? (await renew());
        given = null;
        return (await import('../softphone/twilio.ts')).createTwilioPhone({ token, renew, leg });
      });
    }
    case 'exchange':
      return createExchangePhone({ controls: settings.control, leg });
  }
}
