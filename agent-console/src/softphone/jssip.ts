import JsSIP from 'jssip';
import type { RTCSession } from 'jssip/lib/RTCSession';
import type { PhoneSettings } from '../../../server/contract/people.ts';
import { monotonic } from '../wire/clock.ts';
import { askDialog, forgetDialog, type KeptDialog, keepDialog, replacesHeader, takeDialog } from './dialog.ts';
import { createCell, type PhoneState, type Softphone } from './softphone.ts';

type WebrtcSettings = Extract<PhoneSettings, { mode: 'webrtc' }>;

/** How long a wish to answer waits for the INVITE, when the screen pop was faster than the ring. */
const wishMs = 3_000;
/** After the first candidate no better one is waited for: exchange and agents share a network. */
const iceRestMs = 60;

const media = { mediaConstraints: { audio: true, video: false }, pcConfig: { iceServers: [] } };

/** The browser as the agent's telephone. Registers, and registers anew when the link comes back. */
export function createWebrtcPhone(settings: WebrtcSettings): Softphone {
  const cell = createCell<PhoneState>({
    mode: 'webrtc',
    status: 'starting',
    controls: { answer: true, hangup: true, hold: true, mute: true },
    held: false,
    muted: false,
    problem: null,
  });
  const sound = new Audio();
  sound.autoplay = true;
  let session: RTCSession | null = null;
  let wishedUntil = 0;
  let retired: (() => void) | null = null;

  const agent = new JsSIP.UA({
    sockets: [new JsSIP.WebSocketInterface(settings.websocketUrl)],
    uri: settings.sipUri,
    password: settings.password,
    register: true,
    register_expires: 60,
    session_timers: false,
    connection_recovery_min_interval: 1,
    connection_recovery_max_interval: 8,
    user_agent: 'Sigap',
  });
  const pickUp = (ringing: RTCSession): void => {
    wishedUntil = 0;
    ringing.answer(media);
  };
  agent.on('connecting', () => cell.set({ status: 'registering' }));
  agent.on('connected', () => {
    cell.set({ status: 'registering' });
    const talk = session;
    // Before it registers, or whoever it is rung for first would be refused for the sake of a talk that is no more.
    if (talk?.isEstablished()) askDialog(talk, () => talk.isEnded() || talk.terminate());
  });
  agent.on('disconnected', () => cell.set({ status: 'unreachable' }));
  agent.on('unregistered', () => cell.set({ status: 'unreachable' }));
  agent.on('registrationFailed', () => cell.set({ status: 'unreachable' }));
  agent.on('registered', () => {
    cell.set({ status: 'ready' });
    const dialog = session === null ? takeDialog(localStorage, settings.sipUri) : null;
    // A reload in mid-call, or the telephone came here from another page: the exchange still holds the old leg, and this
    // one takes its place in the conversation.
    if (dialog !== null) agent.call(dialog.resumeAt, { ...media, extraHeaders: [replacesHeader(dialog)] });
  });
  agent.on('newRTCSession', ({ session: fresh, originator }: { session: RTCSession; originator: string }) => {
    if (session !== null && !session.isEnded()) {
      if (originator !== 'remote') return;
      if (session.direction === 'incoming' || session.isEstablished())
        return void fresh.terminate({ status_code: 486 });
      // What is on its way here is over: the exchange rings no telephone that talks.
      session.terminate();
    }
    session = fresh;
    cell.set({ held: false, muted: false, problem: null });
    watch(fresh);
    if (originator === 'remote' && monotonic() < wishedUntil) pickUp(fresh);
  });

  const watch = (current: RTCSession): void => {
    let iceTimer: ReturnType<typeof setTimeout> | undefined;
    current.on('icecandidate', ({ ready }) => {
      clearTimeout(iceTimer);
      iceTimer = setTimeout(ready, iceRestMs);
    });
    const listen = (connection: RTCPeerConnection): void => {
      connection.addEventListener('track', ({ streams }) => {
        sound.srcObject = streams[0] ?? null;
        void sound.play().catch(() => {});
      });
    };
    if (current.connection) listen(current.connection);
    else current.on('peerconnection', ({ peerconnection }) => listen(peerconnection));
    let kept: KeptDialog | null = null;
    current.on('confirmed', () => {
      kept = keepDialog(localStorage, current, settings.sipUri);
    });
    current.on('hold', ({ originator }) => originator === 'local' && cell.set({ held: true }));
    current.on('unhold', ({ originator }) => originator === 'local' && cell.set({ held: false }));
    current.on('muted', () => cell.set({ muted: true }));
    current.on('unmuted', () => cell.set({ muted: false }));
    current.on('getusermediafailed', () => cell.set({ problem: 'microphone' }));
    const over = (): void => {
      clearTimeout(iceTimer);
      forgetDialog(localStorage, kept, settings.sipUri);
      if (session === current) session = null;
      sound.srcObject = null;
      cell.set({ held: false, muted: false });
      if (retired) leave(retired);
    };
    current.on('ended', over);
    current.on('failed', over);
  };
  const hangUp = () => session?.terminate();
  const leave = (over: () => void): void => {
    retired = null;
    agent.stop();
    over();
  };
  const asked = (act: (current: RTCSession) => void): Promise<void> => {
    try {
      if (session === null) cell.set({ problem: 'command' });
      else act(session);
    } catch {
      cell.set({ problem: 'command' });
    }
    return Promise.resolve();
  };
  agent.start();

  return {
    get: cell.get,
    subscribe: cell.subscribe,
    async answer() {
      cell.set({ problem: null });
      if (session === null) wishedUntil = monotonic() + wishMs;
      else if (session.isInProgress()) await asked(pickUp);
    },
    hangup: () =>
      asked((current) => {
        // A conversation that is on its way here would stay where it was: it is ended when it has come.
        if (current.direction === 'outgoing' && !current.isEstablished()) current.once('confirmed', hangUp);
        else current.terminate();
      }),
    hold: (_, on) => asked((current) => void (on ? current.hold() : current.unhold())),
    mute: (_, on) => asked((current) => (on ? current.mute({ audio: true }) : current.unmute({ audio: true }))),
    idle: () => {
      if (cell.get().problem !== null) cell.set({ problem: null });
    },
    retire(over) {
      if (session === null || session.isEnded()) return leave(over);
      retired = over;
      // Or it would register again in half a minute, and take the telephone back.
      agent.unregister();
    },
    stop: () => agent.stop(),
  };
}
