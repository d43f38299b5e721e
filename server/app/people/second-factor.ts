import type { Clock } from '../ports/ports.ts';
import type { SecondFactorStore } from '../ports/second-factor.ts';
import { newSecret, offBy, stepAt, uriOf } from './totp.ts';

/** Why a code is not taken. `steps`: by how much the clock is off of whatever made it. */
export type CodeFault =
  | { readonly word: 'code_wrong' | 'code_used' }
  | { readonly word: 'code_out_of_step'; readonly steps: number };

export interface SecondFactorDeps {
  readonly store: SecondFactorStore;
  readonly sealer: { seal(text: string): string; open(sealed: string): string; index(text: string): string };
  readonly clock: Clock;
  /** A code that cannot be guessed, fit to be written down. */
  readonly newCode: () => string;
  /** Under what name the application keeps it. */
  readonly issuer: string;
  /** Those who may not work without one. */
  readonly required: readonly string[];
}

export type SecondFactor = ReturnType<typeof createSecondFactor>;

const recoveryCodes = 10;
/** Clocks of telephones are right to a few seconds, and people type slowly. */
const tolerated = 1;

/**
 * A code from an application of one's own at the log-in, besides the password. Each code opens one log-in; so does each
 * recovery code, for whoever lost the telephone.
 */
export function createSecondFactor({ store, sealer, clock, newCode, issuer, required }: SecondFactorDeps) {
  const fingerprint = (userId: string, code: string) =>
    sealer.index(`recovery\n${userId}\n${code.toLowerCase().replace(/[^a-z0-9]/gu, '')}`);

  const byTime = async (userId: string, secretSealed: string, code: string): Promise<CodeFault | number> => {
    const now = clock.now();
    const off = offBy(sealer.open(secretSealed), code, now);
    if (off === null) return { word: 'code_wrong' };
    const step = stepAt(now) + off;
    if (Math.abs(off) <= tolerated) return step;
    // Whoever guesses learns by it what will be right soon: that one is spent.
    await store.told(userId, step);
    return { word: 'code_out_of_step', steps: off };
  };

  return {
    isOn: async (userId: string): Promise<boolean> => (await store.of(userId))?.confirmed === true,

    state: async ({ id, role }: { readonly id: string; readonly role: string }) => {
      const factor = await store.of(id);
      const on = factor?.confirmed === true;
      return { on, recoveryLeft: on ? factor.recoveryLeft : 0, required: required.includes(role) };
    },

    /** A new secret, which counts from its first right code on; null: there is one already. */
    begin: async ({ id, username }: { readonly id: string; readonly username: string }) => {
      const secret = newSecret();
      if (!(await store.begin(id, sealer.seal(secret)))) return null;
      return { secret, uri: uriOf(secret, username, issuer) };
    },

    /** The recovery codes, which are told this once. */
    confirm: async (userId: string, code: string): Promise<CodeFault | { readonly recoveryCodes: string[] }> => {
      const factor = await store.of(userId);
      if (!factor || factor.confirmed) return { word: 'code_wrong' };
      const step = await byTime(userId, factor.secretSealed, code);
      if (typeof step !== 'number') return step;
      const codes = Array.from({ length: recoveryCodes }, newCode);
      const kept = codes.map((one) => fingerprint(userId, one));
      return (await store.confirm(userId, step, kept)) ? { recoveryCodes: codes } : { word: 'code_used' };
    },

    /** Spends the code; null: it was right. */
    check: async (userId: string, code: string): Promise<CodeFault | null> => {
      const factor = await store.of(userId);
      if (!factor?.confirmed) return { word: 'code_wrong' };
      const figures = code.replace(/\s/gu, '');
      if (!/^\d{6}$/u.test(figures)) {
        return (await store.spendRecovery(userId, fingerprint(userId, code))) ? null : { word: 'code_wrong' };
      }
      const step = await byTime(userId, factor.secretSealed, figures);
      if (typeof step !== 'number') return step;
      return (await store.use(userId, step)) ? null : { word: 'code_used' };
    },

    /** Whether there was one. */
    reset: (userId: string): Promise<boolean> => store.remove(userId),
  };
}
