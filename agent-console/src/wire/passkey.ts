/** Passkeys of the browser (WebAuthn level 3, which reads and writes JSON by itself). */

/** Whether this browser has them. */
export const hasPasskeys = (): boolean =>
  typeof PublicKeyCredential === 'function' && 'parseRequestOptionsFromJSON' in PublicKeyCredential;

/** The person closed the browser's window, or had no fitting key. */
export class PasskeyGivenUp extends Error {}

const given = async (asked: Promise<Credential | null>): Promise<never> => {
  const credential = await asked.catch((error: unknown) => {
    throw new PasskeyGivenUp(error instanceof Error ? error.name : '');
  });
  if (!(credential instanceof PublicKeyCredential)) throw new PasskeyGivenUp('none');
  return credential.toJSON() as never;
};

/**
 * @param options as the server gives them
 * @returns the answer, as the server takes it
 * @throws PasskeyGivenUp
 */
export const answerPasskey = (options: Record<string, unknown>): Promise<never> =>
  given(navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options as never) }));

/** As {@link answerPasskey}, of a new one. */
export const makePasskey = (options: Record<string, unknown>): Promise<never> =>
  given(
    navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options as never) }),
  );
