import { connectionFault, retryAfterMs } from '../../telephony/http-fault.ts';
import { signatureOf } from '../../telephony/messaging/http/signature.ts';
import type { NoticeOutcome, Notifier, OutgoingNotice } from '../app/ports/notifications.ts';
import type { Clock } from '../app/ports/ports.ts';

export interface WebhookOptions {
  readonly url: string;
  /** Shared with the receiver, who checks the signature with it. */
  readonly secret: string;
  readonly clock: Clock;
  /** How long an answer may take, ms. */
  readonly timeoutMs?: number;
}

/** As many alerts as one request tells of; of a storm the receiver gets the number of the rest. */
const toldAtMost = 200;

/**
 * A system of the office's own. A POST of JSON, signed as the HTTP message gateway signs
 * (`telephony/messaging/http/README.md`); the same `Idempotency-Key` is the same message told again.
 *
 * `{ "id": uuid, "at": ISO, "count": number, "alerts": [{ "id", "kind", "ticket", "step": number, "name": text,
 *    "percent": number or null, "promisedAt": ISO or null }] }`
 */
export function createWebhookNotifier({ url, secret, clock, timeoutMs = 10_000 }: WebhookOptions): Notifier {
  return {
    means: 'webhook',
    atOnce: 1,
    send: async (notice) => {
      const body = JSON.stringify(bodyOf(notice));
      try {
        const answer = await fetch(url, {
          method: 'POST',
          body,
          headers: {
            'content-type': 'application/json',
            'idempotency-key': notice.id,
            'x-sigap-signature': signatureOf(secret, clock.now(), body),
          },
          redirect: 'manual',
          signal: AbortSignal.timeout(timeoutMs),
        });
        await answer.body?.cancel();
        return outcomeOf(answer);
      } catch (error) {
        const { maybeSent } = connectionFault(error);
        return { ok: false, kind: maybeSent ? 'unknown' : 'unreachable', code: null };
      }
    },
  };
}

const isoOf = (at: number | null) => (at === null ? null : new Date(at).toISOString());

const bodyOf = ({ id, alerts, writtenAt, language }: OutgoingNotice) => ({
  id,
  at: isoOf(writtenAt),
  count: alerts.length,
  alerts: alerts.slice(0, toldAtMost).map((alert) => ({
    id: alert.alertId,
    kind: alert.kind,
    ticket: alert.ticketNumber,
    step: alert.stepNumber,
    name: alert.stepName[language],
    percent: alert.percent,
    promisedAt: isoOf(alert.promisedAt),
  })),
});

/** What the receiver will never take, however often it is told. */
const hopeless: ReadonlySet<number> = new Set([400, 404, 410, 413, 415, 422]);

function outcomeOf({ ok, status, headers }: Response): NoticeOutcome {
  // Told and taken: the answer is its delivery.
  if (ok) return { ok: true, delivered: true, reference: null };
  const code = String(status);
  if (status === 429) return { ok: false, kind: 'busy', code, retryAfterMs: retryAfterMs(headers.get('retry-after')) };
  if (hopeless.has(status)) return { ok: false, kind: 'rejected', code };
  // A fault of theirs may come after they took it: it is told again under the same key.
  return { ok: false, kind: status >= 500 && status !== 503 ? 'unknown' : 'unreachable', code };
}
