import type { Request, Response } from 'express';
import { Router } from 'express';
import { isListenId } from '../../listening.ts';
import { readQuestionWord } from '../../survey.ts';
import { createTwilioSignature, fieldsOf } from '../signature.ts';
import { isRecording } from './recordings.ts';
import { isKey } from './rooms.ts';

export type Form = ReadonlyMap<string, string>;

/** What the webhooks are for. Each returns in a moment; those that answer a question give a TwiML document. */
export interface VoiceDesk {
  incoming(sid: string, form: Form): Promise<string>;
  wait(sid: string): string;
  hold(): string;
  after(sid: string): string;
  led(sid: string, mark: string): string;
  /** He has pressed a key, or none, when he was asked what he calls for for the nth time, from 1. */
  chosen(sid: string, times: number, form: Form): Promise<string>;
  /** He was asked this when his talk was over, the nth question from 0, and has pressed a key. */
  answer(sid: string, word: string, nth: number, form: Form): string;
  /** He is asked whether he wants to be called back, and has pressed a key. */
  offer(sid: string, mark: string): string;
  offered(sid: string, mark: string, form: Form): string;
  /** He is told that he is called back. */
  noted(sid: string): string;
  /** He is asked for a message; he has heard so, and is recorded; he has left it. */
  message(sid: string): string;
  tone(sid: string): string;
  left(sid: string): string;
  /** What he has said is there. */
  said(sid: string, form: Form): void;
  callStatus(sid: string, form: Form): void;
  legStatus(sid: string, extension: string, form: Form): void;
  /** Of the citizen whom we call. */
  citizenStatus(sid: string, form: Form): void;
  /** Of the other, to whom a caller is handed on. */
  targetStatus(sid: string, id: string, form: Form): void;
  listenerStatus(listenId: string, form: Form): void;
  conference(form: Form): void;
  recording(sid: string, form: Form): void;
}

export interface VoiceWebhookOptions {
  readonly authToken: string;
  /** Where Twilio reaches the path this router is mounted at: `https://…/telephony/twilio`. */
  readonly publicUrl: string;
  readonly desk: VoiceDesk;
}

/** Of a transfer, and of the room that a caller is led to. */
const isMark = (text: unknown): text is string => typeof text === 'string' && /^\d{1,16}$/.test(text);
const isSid = (text: unknown): text is string => typeof text === 'string' && /^CA[0-9a-f]{32}$/.test(text);

/**
 * Twilio's questions and reports about calls, below `/voice`. 403 not signed for our address · 413 too large · 400
 * what makes no sense; else TwiML, or 204 for a report.
 * @throws when the token or the address cannot be used.
 */
export function createVoiceWebhooks({ authToken, publicUrl, desk }: VoiceWebhookOptions): Router {
  const router = Router();
  // By route: a router of its own would take `/voice` from the address that Twilio signed.
  const signed = createTwilioSignature({ authToken, publicUrl });
  const on = (path: string, answer: (request: Request, form: Form) => string | Promise<string> | null | undefined) =>
    router.post(path, ...signed, async (request: Request, response: Response) => {
      const xml = await answer(request, fieldsOf(request));
      if (xml === null) response.status(400).type('text/plain').send('makes no sense');
      else if (xml === undefined) response.status(204).end();
      else response.type('text/xml').send(xml);
    });
  /** Of the caller's leg: in the path where Twilio's form may not name it. */
  const withSid = (request: Request, answer: (sid: string) => string | null): string | null => {
    const { sid } = request.params;
    return isKey(sid) ? answer(sid) : null;
  };
  const report = (makesSense: boolean, take: () => void): null | undefined => {
    if (!makesSense) return null;
    take();
    return undefined;
  };

  on('/voice', (_request, form) => {
    const sid = form.get('CallSid');
    return isSid(sid) ? desk.incoming(sid, form) : null;
  });
  on('/voice/chosen/:sid/:times', (request, form) => {
    const { sid, times } = request.params;
    return isSid(sid) && /^[1-9]$/.test(String(times)) ? desk.chosen(sid, Number(times), form) : null;
  });
  on('/voice/answer/:sid/:word/:nth', (request, form) => {
    const { word, nth } = request.params;
    const sound = readQuestionWord(String(word)) !== null && /^\d$/.test(String(nth));
    return withSid(request, (sid) => (sound ? desk.answer(sid, String(word), Number(nth), form) : null));
  });
  on('/voice/wait/:sid', (request) => withSid(request, desk.wait));
  on('/voice/after/:sid', (request) => withSid(request, desk.after));
  const withMark = (request: Request, answer: (sid: string, mark: string) => string): string | null => {
    const { mark } = request.params;
    return withSid(request, (sid) => (isMark(mark) ? answer(sid, mark) : null));
  };
  on('/voice/led/:sid/:mark', (request) => withMark(request, desk.led));
  on('/voice/offer/:sid/:mark', (request) => withMark(request, desk.offer));
  on('/voice/offered/:sid/:mark', (request, form) => withMark(request, (sid, mark) => desk.offered(sid, mark, form)));
  on('/voice/noted/:sid', (request) => withSid(request, desk.noted));
  on('/voice/message/:sid', (request) => withSid(request, desk.message));
  on('/voice/tone/:sid', (request) => withSid(request, desk.tone));
  on('/voice/left/:sid', (request) => withSid(request, desk.left));
  on('/voice/said/:sid', (request, form) => {
    const { sid } = request.params;
    const sound = isSid(sid) && isRecording(form.get('RecordingSid'));
    return report(sound, () => desk.said(sid as string, form));
  });
  on('/voice/hold', () => desk.hold());
  on('/voice/status', (_request, form) => {
    const sid = form.get('CallSid');
    return report(isSid(sid), () => desk.callStatus(sid as string, form));
  });
  on('/voice/agent/:sid/:extension', (request, form) => {
    const { sid, extension } = request.params;
    const sound = isKey(sid) && isSid(form.get('CallSid')) && /^\d{1,20}$/.test(String(extension));
    return report(sound, () => desk.legStatus(sid as string, String(extension), form));
  });
  on('/voice/citizen/:sid', (request, form) => {
    const { sid } = request.params;
    const sound = isKey(sid) && isSid(form.get('CallSid'));
    return report(sound, () => desk.citizenStatus(sid as string, form));
  });
  on('/voice/transfer/:sid/:id', (request, form) => {
    const { sid, id } = request.params;
    const sound = isKey(sid) && isMark(id) && isSid(form.get('CallSid'));
    return report(sound, () => desk.targetStatus(sid as string, String(id), form));
  });
  on('/voice/listener/:id', (request, form) => {
    const { id } = request.params;
    const sound = typeof id === 'string' && isListenId(id) && isSid(form.get('CallSid'));
    return report(sound, () => desk.listenerStatus(String(id), form));
  });
  on('/voice/conference', (_request, form) =>
    report(/^CF[0-9a-f]{32}$/.test(form.get('ConferenceSid') ?? ''), () => desk.conference(form)),
  );
  on('/voice/recording/:sid', (request, form) => {
    const { sid } = request.params;
    const sound = isKey(sid) && isRecording(form.get('RecordingSid'));
    return report(sound, () => desk.recording(sid as string, form));
  });
  return router;
}
