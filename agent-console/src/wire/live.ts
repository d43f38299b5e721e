import type { Change, ClientToServer } from '../../../server/contract/live.ts';
import type { Contact } from '../model/staleness.ts';
import { createTopic, type Topic } from './topic.ts';

/** The part of a Socket.IO client that is used here. */
export interface LiveSocket {
  readonly connected: boolean;
  on(event: string, listener: (...args: never[]) => void): unknown;
  emit<E extends keyof ClientToServer>(event: E, ...args: Parameters<ClientToServer[E]>): unknown;
  disconnect(): unknown;
}

export interface LiveParts {
  readonly socket: LiveSocket;
  readonly monotonic: () => number;
  readonly later: (run: () => void, ms: number) => () => void;
  readonly sampled: (sample: { serverNow: number; sentAt: number; receivedAt: number }) => void;
  readonly signedOut: () => void;
}

export interface Live {
  /** The topic, opened on first asking and kept open. */
  readonly topic: (name: string) => Topic;
  readonly contact: () => Contact;
  /** Called when the link goes up or down. */
  readonly subscribe: (listener: () => void) => () => void;
  /** Anything at all came from the server, heartbeats included. */
  readonly heard: () => void;
  /** Tells the server which alerts this browser has shown: each once, and the newest again after a broken link. */
  readonly delivered: (alertIds: readonly string[]) => void;
  readonly stop: () => void;
}

/** Alerts told again after the link was down; the server takes no more at a time. */
const retoldAtMost = 200;

/** All live views of one browser over one socket. */
export function createLive({ socket, monotonic, later, sampled, signedOut }: LiveParts): Live {
  const topics = new Map<string, Topic>();
  const listeners = new Set<() => void>();
  const told = new Set<string>();
  let contact: Contact = { connected: socket.connected, heardAt: null };

  const setContact = (next: Contact): void => {
    const turned = next.connected !== contact.connected;
    contact = next;
    if (turned) for (const listener of listeners) listener();
  };
  const heard = (): void => {
    contact = { ...contact, heardAt: monotonic() };
  };
  socket.on('connect', () => {
    setContact({ connected: true, heardAt: monotonic() });
    for (const topic of topics.values()) topic.reopen();
    // What was told while the link was breaking may not have arrived; the server counts each alert once.
    if (told.size > 0) socket.emit('delivered', [...told].slice(-retoldAtMost));
  });
  socket.on('disconnect', () => {
    for (const topic of topics.values()) topic.lost();
    setContact({ ...contact, connected: false });
  });
  socket.on('change', (change: Change) => {
    heard();
    topics.get(change.topic)?.change(change);
  });
  socket.on('sessionEnded', signedOut);

  return {
    topic(name) {
      const known = topics.get(name);
      if (known !== undefined) return known;
      const topic = createTopic({
        topic: name,
        open: (wanted, reply) => {
          if (socket.connected) {
            socket.emit('open', wanted, (answer) => {
              heard();
              if ('error' in answer && answer.error === 'not_logged_in') signedOut();
              reply(answer);
            });
          }
        },
        more: (wanted, reply) => {
          socket.emit('more', wanted, (page) => {
            heard();
            reply(page);
          });
        },
        monotonic,
        later,
        sampled,
      });
      topics.set(name, topic);
      if (socket.connected) topic.reopen();
      return topic;
    },
    contact: () => contact,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    heard,
    delivered(alertIds) {
      const news = alertIds.filter((id) => !told.has(id));
      for (const id of news) told.add(id);
      if (news.length > 0 && socket.connected) socket.emit('delivered', news);
    },
    stop() {
      for (const topic of topics.values()) topic.lost();
      socket.disconnect();
    },
  };
}
