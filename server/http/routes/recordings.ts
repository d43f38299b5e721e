import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Response, Router } from 'express';
import type { ExchangePort, RecordingAsked } from '../../../telephony/port.ts';
import type { RecordingPaused, RecordingStates } from '../../app/calls/recording-states.ts';
import { wavBytes, wavOf } from '../../app/calls/wav.ts';
import type { CaseAccess } from '../../app/cases/case-access.ts';
import type { Log, Store } from '../../app/ports/ports.ts';
import type { Recording, RecordingStore } from '../../app/ports/recordings.ts';
import { HttpProblem } from '../problem.ts';
import { mount } from '../route.ts';
import { exchangeRefusal } from './exchange-refusal.ts';

export interface RecordingRoutesDeps {
  readonly store: Pick<Store, 'transaction' | 'messageCase' | 'caseOfCall' | 'isTied'> &
    Pick<RecordingStore, 'recordingsOf' | 'recordedSound'>;
  readonly access: Pick<CaseAccess, 'read'>;
  readonly states: Pick<RecordingStates, 'pause'>;
  readonly exchange: Pick<ExchangePort, 'name' | 'recordingOf'>;
  readonly log: Log;
}

/** Pausing what is recorded now, and listening to what was: who did, and why, is kept before the first sound. */
export function recordingRoutes({ store, access, states, exchange, log }: RecordingRoutesDeps): Router {
  const router = Router();
  const noSound = () => new HttpProblem(404, 'no_recording', 'The exchange has no such recording.');

  /** What another exchange kept, before the office changed it, this one has not. */
  const atExchange = (found: Recording) => found.exchange === exchange.name && exchange.recordingOf !== undefined;
  const soundOf = async (found: Recording): Promise<RecordingAsked> => {
    const { soundSigns: signs, reference } = found;
    if (signs === null)
      return (await exchange.recordingOf?.(reference)) ?? { ok: false, kind: 'gone', reason: 'none is kept' };
    const body = Readable.from(wavOf(signs, store.recordedSound(found)));
    return { ok: true, audio: { type: 'audio/wav', lengthBytes: wavBytes(signs), body } };
  };

  const play = async (found: Recording, response: Response): Promise<undefined> => {
    const { callId, reference } = found;
    const asked = await soundOf(found);
    if (!asked.ok) {
      log.warn({ callId, reference, reason: asked.reason }, 'a recording could not be fetched');
      if (asked.kind === 'gone') throw noSound();
      throw new HttpProblem(503, 'recording_away', 'The exchange cannot be asked for the recording now.');
    }
    const { type, lengthBytes, body: sound } = asked.audio;
    response.type(type).setHeader('content-disposition', 'inline');
    if (lengthBytes !== null) response.setHeader('content-length', lengthBytes);
    // A listener who stops in the middle, or an exchange that does, ends the other side too.
    await pipeline(sound, response).catch(() => {
      log.info({ callId, reference }, 'a recording was not heard to its end');
    });
    return undefined;
  };

  mount(router, 'pauseRecording', async ({ params, body, actor }) =>
    done(await states.pause(actor, params.callId, body.paused)),
  );
  const foundAt = async ({ callId, reference }: { callId: string; reference: string }) =>
    (await store.recordingsOf(callId)).find((recording) => recording.reference === reference);

  mount(router, 'hearMessage', async ({ params, actor, response }) => {
    const found = await foundAt(params);
    const of = async () =>
      (await store.messageCase(params.callId)) ?? (await store.caseOfCall(params.callId))?.record ?? null;
    const record = found?.kind === 'message' ? await of() : null;
    if (!found || !record || (await access.read(actor, record, store)) !== 'open') throw noSound();
    await store.transaction((tx) =>
      tx.audit({ personId: actor.userId, action: 'listen.message', subject: record.caseId, reason: null }),
    );
    return play(found, response);
  });

  mount(router, 'listen', async ({ params, body, actor, response }) => {
    const { callId, reference } = params;
    const found = await foundAt(params);
    if (!found || (found.soundSigns === null && !atExchange(found))) throw noSound();
    const subject = `${callId} ${reference}`;
    await store.transaction((tx) =>
      tx.audit({ personId: actor.userId, action: 'listen.recording', subject, reason: body.reason }),
    );
    return play(found, response);
  });
  return router;
}

function done(outcome: RecordingPaused): never {
  if (outcome.ok) return undefined as never;
  if ('kind' in outcome) throw exchangeRefusal(outcome);
  throw new HttpProblem(409, outcome.why, details[outcome.why]);
}

const details = {
  not_your_call: 'This call is not at your telephone.',
  not_recorded: 'This conversation is not recorded.',
};
