import type { ProfileName } from './callers.ts';

/** Bursts: everybody calls at once, as after a power cut or a rumour. Lengths in ms before speed. */
export interface Storms {
  /** Mean calm between two storms. */
  readonly everyMs: number;
  readonly lastsMs: number;
  /** How many times the ordinary rate. */
  readonly factor: number;
}

/** A day at the hotline: who calls, and how often. */
export interface Scenario {
  readonly callsPerMinute: number;
  /** Weights, not percentages. */
  readonly mix: Readonly<Record<ProfileName, number>>;
  readonly storms: Storms | null;
  /** How long the exchange greets the caller and speaks the ticket number, in ms before speed. */
  readonly announceMs: number;
}

const ordinary = { patient: 50, impatient: 25, 'prank-hang-up': 17, 'prank-silent': 8 } as const;

export const SCENARIOS = {
  /** Nobody calls but whom `placeCall` sends. */
  empty: { callsPerMinute: 0, mix: ordinary, storms: null, announceMs: 0 },
  quiet: { callsPerMinute: 0.5, mix: ordinary, storms: null, announceMs: 4_000 },
  normal: { callsPerMinute: 2, mix: ordinary, storms: null, announceMs: 4_000 },
  storm: {
    callsPerMinute: 2,
    mix: { patient: 40, impatient: 40, 'prank-hang-up': 13, 'prank-silent': 7 },
    storms: { everyMs: 300_000, lastsMs: 60_000, factor: 12 },
    announceMs: 4_000,
  },
  /** Most who call an emergency line want nothing. */
  pranks: {
    callsPerMinute: 3,
    mix: { patient: 8, impatient: 4, 'prank-hang-up': 60, 'prank-silent': 28 },
    storms: null,
    announceMs: 4_000,
  },
} as const satisfies Record<string, Scenario>;

export type ScenarioName = keyof typeof SCENARIOS;
