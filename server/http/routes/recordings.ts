import { pipeline } from 'node:stream/promises';
import { Router } from 'express';
import type { ExchangePort } from '../../../telephony/port.ts';
import type { Log, Store } from '../../app/ports/ports.ts';
import type { RecordingStore } from '../../app/ports/recordings.ts';
import { HttpProblem } from '../problem.ts';
import { mount } from '../route.ts';

export interface RecordingRoutesDeps {
  readonly store: Pick<Store, 'transaction'> & Pick<RecordingStore, 'recordingsOf'>;
  readonly exchange: Pick<ExchangePort, 'name' | 'recordingOf'>;
  readonly log: Log;
}

/** Listening to what the exchange recorded: who did, and why, is kept before the first sound. */
export function recordingRoutes({ store, exchange, log }: RecordingRoutesDeps): Router {
  const router = Router();
  const noSound = () => new HttpProblem(404, 'no_recording', 'The exchange has no such recording.');

  mount(router, 'listen', async ({ params, body, actor, response }) => {
    const { callId, reference } = params;
    const found = (await store.recordingsOf(callId)).find((recording) => recording.reference === reference);
    // What another exchange kept, before the office changed it, this one has not.
    if (found?.exchange !== exchange.name || !exchange.recordingOf) throw noSound();
    const subject = `${callId} ${reference}`;
    await store.transaction((tx) =>
      tx.audit({ personId: actor.userId, action: 'listen.recording', subject, reason: body.reason }),
    );
    const asked = await exchange.recordingOf(reference);
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
  });
  return router;
}
