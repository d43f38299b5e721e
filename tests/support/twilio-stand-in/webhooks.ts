import { setTimeout as sleep } from 'node:timers/promises';
import twilio from 'twilio';

export interface WebhookOptions {
  readonly authToken: string;
  /** What Twilio believes our address is, and where it really is: as a proxy does that takes a path away. */
  readonly publicUrl: string;
  readonly localUrl: string | (() => string);
  /** Tries after the first, and the pause before each, ms. */
  readonly retries?: number;
  readonly pauseMs?: number;
}

export interface WebhookAnswer {
  readonly status: number;
  readonly body: string;
  readonly tries: number;
}

/** Posts as Twilio does: signed with the SDK's own signer, under one idempotency token for all tries. */
export function createWebhooks({ authToken, publicUrl, localUrl, retries = 0, pauseMs = 10 }: WebhookOptions) {
  let count = 0;

  /** Status 0: nobody answered. */
  async function post(url: string, fields: Readonly<Record<string, string>>): Promise<WebhookAnswer> {
    if (!url.startsWith(publicUrl)) throw new Error(`Twilio was given the address ${url}, not one of ${publicUrl}`);
    const headers = {
      'i-twilio-idempotency-token': `token-${++count}`,
      'x-twilio-signature': twilio.getExpectedTwilioSignature(authToken, url, fields),
      'user-agent': 'TwilioProxy/1.1',
    };
    const target = (typeof localUrl === 'string' ? localUrl : localUrl()) + url.slice(publicUrl.length);
    for (let tries = 1; ; tries++) {
      const answer = await fetch(target, { method: 'POST', body: new URLSearchParams(fields), headers }).then(
        async (response) => ({ status: response.status, body: await response.text() }),
        () => ({ status: 0, body: '' }),
      );
      if ((answer.status > 0 && answer.status < 500) || tries > retries) return { ...answer, tries };
      await sleep(pauseMs);
    }
  }
  return { post };
}
