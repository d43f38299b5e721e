/** Where second factors are kept. Steps are half minutes since 1970. */
export interface SecondFactorStore {
  of(personId: string): Promise<{
    readonly secretSealed: string;
    readonly confirmed: boolean;
    readonly recoveryLeft: number;
  } | null>;
  /** False: there is a confirmed one, which stays. */
  begin(personId: string, secretSealed: string): Promise<boolean>;
  /** False: the step was told or somebody was faster. */
  confirm(personId: string, step: number, recovery: readonly string[]): Promise<boolean>;
  /** False: this step or a later one was used, or this one was told. */
  use(personId: string, step: number): Promise<boolean>;
  /** The code of this step opens nothing. */
  told(personId: string, step: number): Promise<void>;
  spendRecovery(personId: string, fingerprint: string): Promise<boolean>;
  /** The passkeys too. False: there was none of either. */
  remove(personId: string): Promise<boolean>;
}
