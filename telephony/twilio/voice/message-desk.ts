import type { Messages } from './messages.ts';
import type { Queue } from './queue.ts';
import type { Listener, Twiml } from './twiml.ts';
import type { VoiceDesk } from './webhooks.ts';

export interface MessageDeskDeps {
  readonly queue: Pick<Queue, 'isOver' | 'worded' | 'turnedAway'>;
  readonly twiml: Pick<Twiml, 'end' | 'message' | 'tone' | 'left'>;
  /** Epoch ms. */
  readonly now: () => number;
  readonly heard: () => void;
  /** After each: the queue's next moment may be another. */
  readonly done: () => void;
  readonly messages: Pick<Messages, 'left'>;
  readonly listener: (sid: string) => Listener;
}

/** The documents by which a caller leaves a message, and Twilio's word that it is there. */
export function createMessageDesk(deps: MessageDeskDeps): Pick<VoiceDesk, 'message' | 'tone' | 'left' | 'said'> {
  const { queue, twiml, now } = deps;
  return {
    message: (sid) => {
      if (queue.isOver(sid)) return twiml.end();
      queue.worded(sid, 'message', now());
      deps.done();
      return twiml.message(deps.listener(sid));
    },
    tone: (sid) => {
      if (queue.isOver(sid)) return twiml.end();
      // Said before it is heard: whoever hangs up meanwhile did not give up waiting.
      queue.turnedAway(sid, 'voicemail', now());
      deps.done();
      return twiml.tone(sid);
    },
    left: (sid) => twiml.left(deps.listener(sid)),
    said: (sid, form) => {
      deps.heard();
      if (form.get('RecordingStatus') === 'completed') deps.messages.left(sid, form.get('RecordingSid') ?? '');
    },
  };
}
