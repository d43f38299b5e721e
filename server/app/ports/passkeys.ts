/** A key pair of an authenticator of somebody's, of which we have the public half. Moments in epoch ms. */
export interface Passkey {
  readonly id: string;
  readonly personId: string;
  /** Of the authenticator, base64url. */
  readonly credentialId: string;
  /** COSE, base64url. */
  readonly publicKey: string;
  /** How often it has signed; authenticators that do not count say 0. */
  readonly counter: number;
  /** What its owner calls it. */
  readonly name: string;
  readonly addedAt: number;
  /** Null: not yet. */
  readonly usedAt: number | null;
}

export interface PasskeyStore {
  /** Of one person, oldest first. */
  of(personId: string): Promise<readonly Passkey[]>;
  byCredential(credentialId: string): Promise<Passkey | null>;
  /** False: the authenticator is known already, or the person has as many as may be. */
  add(passkey: Omit<Passkey, 'addedAt' | 'usedAt'>, most: number): Promise<boolean>;
  /**
   * It was used, and has signed so often. False: the counter has not moved on, as with a copy of it; of two uses at one
   * time one moves it.
   */
  used(id: string, counter: number): Promise<boolean>;
  remove(personId: string, id: string): Promise<boolean>;
  /** Whether nobody has spent the challenge before; of two at one time one does. @param until epoch ms, after which it is worth nothing anyway */
  spend(challenge: string, until: number): Promise<boolean>;
}
