import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import type { CallRecorded } from '../../events.ts';
import { connectionFault } from '../../http-fault.ts';
import { eventId } from '../../ids.ts';
import type { RecordingAsked } from '../../port.ts';
import { basicAuth, refusal, type TwilioClientOptions } from '../client.ts';

/** Twilio's name of a recording. */
export const isRecording = (text: unknown): text is string => typeof text === 'string' && /^RE[0-9a-f]{32}$/.test(text);

/**
 * What Twilio says of a finished recording; null when it makes no sense. Its address is left out: it is made from the
 * reference when somebody listens.
 */
export function recordedOf(told: {
  /** Of this exchange, first part of every call id. */
  readonly name: string;
  /** The caller's leg. */
  readonly sid: string;
  readonly reference: string | undefined;
  /** Whole seconds. */
  readonly seconds: string | undefined;
  /** Epoch ms; NaN when there is none. */
  readonly startedAt: number;
  /** Epoch ms when we were told. */
  readonly at: number;
}): CallRecorded | null {
  const { name, sid, reference, seconds = '', startedAt, at } = told;
  if (!isRecording(reference) || !/^\d{1,6}$/.test(seconds)) return null;
  const callId = `${name}-${sid}`;
  return {
    type: 'call.recorded',
    id: eventId.recorded(callId, reference),
    at,
    callId,
    reference,
    startedAt: Number.isNaN(startedAt) ? null : startedAt,
    lengthMs: Number(seconds) * 1_000,
  };
}

/**
 * A recording, while it comes; as MP3 unless told: an hour of it is some 15 MB, too much for everybody's memory. The limit of time is
 * for the beginning of the answer only.
 */
export async function fetchRecording(
  options: TwilioClientOptions,
  reference: string,
  as: 'mp3' | 'wav' = 'mp3',
): Promise<RecordingAsked> {
  if (!isRecording(reference)) return { ok: false, kind: 'gone', reason: 'no recording of Twilio’s' };
  const { accountSid, authToken, baseUrl = 'https://api.twilio.com', timeoutMs = 10_000 } = options;
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(new DOMException('', 'TimeoutError')), timeoutMs);
  try {
    const address = new URL(`/2010-04-01/Accounts/${accountSid}/Recordings/${reference}.${as}`, baseUrl);
    const headers = { authorization: basicAuth(accountSid, authToken) };
    const answer = await fetch(address, { headers, redirect: 'manual', signal: patience.signal });
    const type = answer.headers.get('content-type') ?? '';
    if (!answer.ok) {
      const { reason } = refusal(answer.status, await answer.text(), null);
      const gone = answer.status === 404 || answer.status === 410;
      return { ok: false, kind: gone ? 'gone' : 'unreachable', reason };
    }
    if (!/^audio\/[\w.+-]+$/.test(type) || answer.body === null) {
      await answer.body?.cancel();
      return { ok: false, kind: 'unreachable', reason: 'Twilio answered with what is no recording' };
    }
    const length = Number(answer.headers.get('content-length') ?? Number.NaN);
    const body = Readable.fromWeb(answer.body as ReadableStream);
    return { ok: true, audio: { type, lengthBytes: Number.isSafeInteger(length) ? length : null, body } };
  } catch (error) {
    return { ok: false, kind: 'unreachable', reason: `Twilio: ${connectionFault(error).reason}` };
  } finally {
    clearTimeout(timer);
  }
}
