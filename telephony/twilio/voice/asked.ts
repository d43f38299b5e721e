import { failureOf, type TwilioFailure } from '../client.ts';

/** What was asked of Twilio: its answer, or why there is none. */
export type Asked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: TwilioFailure };

/** Asks, and does not reject. */
export async function asked<T>(ask: () => Promise<T>): Promise<Asked<T>> {
  try {
    return { ok: true, value: await ask() };
  } catch (error) {
    return { ok: false, failure: failureOf(error) };
  }
}
