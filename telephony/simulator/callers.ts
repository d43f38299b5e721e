import type { Random } from './random.ts';

/** Lengths in ms, both ends included, before the world's speed is applied. */
type Span = readonly [low: number, high: number];

/** How a kind of caller behaves. */
interface Profile {
  readonly name: ProfileName;
  /** From the arrival to hanging up, when nobody answers. */
  readonly patience: Span;
  /** From the answer to hanging up, when the agent does not end the call first. Time on hold counts. */
  readonly talk: Span;
  /** Share of calls with the number withheld. */
  readonly withheld: number;
  /** Share of callers who call once more after giving up, and how soon. */
  readonly redial: { readonly share: number; readonly after: Span };
}

export type ProfileName = 'patient' | 'impatient' | 'prank-hang-up' | 'prank-silent';

const SECOND = 1_000;
const never = { share: 0, after: [0, 0] } as const;

const PROFILES: { readonly [Name in ProfileName]: Profile & { readonly name: Name } } = {
  patient: {
    name: 'patient',
    patience: [90 * SECOND, 300 * SECOND],
    talk: [60 * SECOND, 240 * SECOND],
    withheld: 0.03,
    redial: { share: 0.3, after: [60 * SECOND, 180 * SECOND] },
  },
  impatient: {
    name: 'impatient',
    patience: [6 * SECOND, 30 * SECOND],
    talk: [30 * SECOND, 120 * SECOND],
    withheld: 0.03,
    redial: { share: 0.5, after: [10 * SECOND, 60 * SECOND] },
  },
  /** Gone as soon as somebody says hello. */
  'prank-hang-up': {
    name: 'prank-hang-up',
    patience: [15 * SECOND, 60 * SECOND],
    talk: [400, 3 * SECOND],
    withheld: 0.3,
    redial: never,
  },
  /** Stays on the line and says nothing. */
  'prank-silent': {
    name: 'prank-silent',
    patience: [20 * SECOND, 90 * SECOND],
    talk: [15 * SECOND, 60 * SECOND],
    withheld: 0.3,
    redial: never,
  },
};

/** A telephone callers use. `forms`: the ways exchanges signal that one number. */
interface Telephone {
  readonly forms: readonly [string, ...string[]];
  /** How often it calls, against the others: the same few call again and again, and households share one. */
  readonly weight: number;
}

/**
 * Nobody's numbers: Indonesian in form, but with a subscriber part that begins with zeros, which operators do not hand
 * out. There are few of them, so that callers come back.
 * @internal exported for its tests
 */
export const TELEPHONES: readonly Telephone[] = [
  // Households and a neighbourhood office: several people behind one number, sometimes calling at the same time.
  { forms: ['(024) 0000011', '0240000011', '+62240000011'], weight: 6 },
  { forms: ['(031) 0000021', '0310000021', '+62310000021'], weight: 6 },
  { forms: ['(021) 00000031', '02100000031'], weight: 4 },
  // People who call often.
  { forms: ['081200000011', '6281200000011', '+62 812-0000-0011', '0812-0000-0011'], weight: 5 },
  { forms: ['081300000012', '6281300000012', '81300000012'], weight: 4 },
  { forms: ['085700000013', '6285700000013'], weight: 4 },
  // People who call now and then.
  { forms: ['081200000101', '6281200000101'], weight: 1 },
  { forms: ['081200000102', '6281200000102'], weight: 1 },
  { forms: ['081300000103', '+6281300000103'], weight: 1 },
  { forms: ['081500000104', '6281500000104'], weight: 1 },
  { forms: ['081900000105', '0819-0000-0105'], weight: 1 },
  { forms: ['085600000106', '6285600000106'], weight: 1 },
  { forms: ['085700000107', '+62 857-0000-0107'], weight: 1 },
  { forms: ['087800000108', '6287800000108'], weight: 1 },
  { forms: ['089500000109', '6289500000109'], weight: 1 },
  { forms: ['089600000110', '0896-0000-0110'], weight: 1 },
  { forms: ['(024) 0000111', '0240000111'], weight: 1 },
  { forms: ['(031) 0000112', '0310000112'], weight: 1 },
];

/** Somebody about to call: all chance is drawn here, nothing is left to draw later. Lengths in ms before speed. */
export interface Caller {
  /** Null when withheld. */
  readonly ani: string | null;
  readonly patienceMs: number;
  readonly talkMs: number;
  /** How long after giving up this caller tries again, once; null: does not. */
  readonly redialAfterMs: number | null;
}

/** Draws a caller. `mix` weighs the profiles. Every caller takes the same number of drawings, whoever comes out. */
export function drawCaller(random: Random, mix: Readonly<Record<ProfileName, number>>): Caller {
  const profile: Profile = random.weighted(Object.values(PROFILES), ({ name }) => mix[name]);
  const telephone = random.weighted(TELEPHONES, ({ weight }) => weight);
  const form = random.between(0, telephone.forms.length - 1);
  const withheld = random.next() < profile.withheld;
  const patienceMs = random.between(...profile.patience);
  const talkMs = random.between(...profile.talk);
  const redials = random.next() < profile.redial.share;
  const redialAfterMs = random.between(...profile.redial.after);
  return {
    ani: withheld ? null : (telephone.forms[form] ?? telephone.forms[0]),
    patienceMs,
    talkMs,
    redialAfterMs: redials ? redialAfterMs : null,
  };
}
