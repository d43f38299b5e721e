import { setTimeout as sleep } from 'node:timers/promises';
import type { createWebhooks, WebhookAnswer } from './webhooks.ts';

/** How word of what happens travels: each report so often, each after so many ms. In order and once when absent. */
export interface Weather {
  readonly times?: () => number;
  readonly delayMs?: () => number;
}
export type Mail = ReturnType<typeof createMail>;

/** The way from Twilio's voice to the server. `fault` is told what went wrong with what nobody waits for. */
export function createMail(fault: (what: string) => void) {
  const onTheWay = new Set<Promise<unknown>>();
  let webhooks: ReturnType<typeof createWebhooks> | null = null;
  let weather: Weather = {};
  let last = Promise.resolve();

  /** Work that `settled` waits for. */
  const track = (work: Promise<unknown>) => {
    onTheWay.add(work);
    void work.catch((error) => fault(String(error))).finally(() => onTheWay.delete(work));
  };
  /** Asks the server, and waits for its answer. Status 0: nobody answered. */
  const post = (url: string, fields: Record<string, string>): Promise<WebhookAnswer> =>
    webhooks ? webhooks.post(url, fields) : Promise.resolve({ status: 0, body: '', tries: 0 });

  return {
    track,
    post,
    /** Nobody waits for the answer of a report. */
    report(url: string, fields: Record<string, string>): void {
      const { times = () => 1, delayMs } = weather;
      const send = async () => {
        const { status } = await post(url, fields);
        if (status !== 0 && status !== 204) fault(`a report was answered ${status}`);
      };
      for (let left = times(); left > 0; left--) {
        if (delayMs) track(sleep(delayMs()).then(send));
        else {
          last = last.then(send);
          track(last);
        }
      }
    },
    /** Who posts our webhooks from now on; null: the server is not there. */
    connect(given: typeof webhooks): void {
      webhooks = given;
    },
    setWeather(given: Weather): void {
      weather = given;
    },
    /** Until every report has arrived or is lost. */
    async settled(): Promise<void> {
      while (onTheWay.size > 0) await Promise.all([...onTheWay].map((work) => work.catch(() => {})));
    },
  };
}
