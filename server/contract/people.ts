import { z } from 'zod';
import { Bilingual } from './primitives.ts';
import type { ProblemType } from './problems.ts';

/** Who may do steps of procedures, by role. */
export const workers = [
  'agent',
  'dispatcher',
  'agency',
  'official',
  'supervisor',
  'coordinator',
  'secretary',
  'information_officer',
  'assistant_information_officer',
  'head',
  'analyst',
] as const;
/** Who does none: who looks after the machine, and who is in charge of data protection. */
const stepless = ['admin', 'privacy_officer'] as const;
/** Who somebody is in the office; the SOPs' actors map onto these. `citizen` and `system` act, but never log in. */
export const roles = [...workers, ...stepless] as const;
export const Role = z.enum(roles).meta({ description: 'Role of a person in the office' });
export type Role = z.infer<typeof Role>;
/** Those who see how the whole office is doing. */
export const overseers = ['supervisor', 'coordinator', 'head', 'analyst', 'admin'] as const;

const locales = ['id', 'en'] as const;
export const Locale = z.enum(locales);
export type Locale = z.infer<typeof Locale>;

/** Of an application: six figures; a recovery code: letters and figures. */
export const Code = z.string().trim().min(1, 'required').max(40);

export const LogIn = z.object({
  username: z.string().trim().min(1).max(64),
  password: z.string().min(1).max(256),
  /** Of the second factor, for those who have one: asked for when the password is right. */
  code: Code.optional(),
});
export type LogIn = z.infer<typeof LogIn>;

/** Length is what makes a password hard to guess; signs and capitals are not asked for. */
export const ChangePassword = z.object({
  current: z.string().min(1, 'required').max(256),
  next: z
    .string()
    .min(12, { error: 'password_too_short', abort: true })
    .max(256)
    .refine((password) => new Set(password.toLowerCase()).size >= 6, 'password_guessable'),
  /** Of the second factor, where there is one. */
  code: Code.optional(),
});
export type ChangePassword = z.infer<typeof ChangePassword>;

/**
 * What a person has to do before anything else: `password`, to choose one of their own; `second_factor`, to set one up;
 * `unlock`, to show who sits there, as the screen is locked.
 */
export const Owed = z.enum(['password', 'second_factor', 'unlock']);
export type Owed = z.infer<typeof Owed>;
/** How everything else is refused until then. */
export const owedProblem = {
  password: 'password_to_change',
  second_factor: 'second_factor_to_set_up',
  unlock: 'locked',
} as const satisfies Record<Owed, ProblemType>;

/** The logged-in person. `extension` is null for people without a telephone. */
export const Me = z.object({
  userId: z.uuid(),
  username: z.string(),
  displayName: z.string(),
  role: Role,
  extension: z.string().nullable(),
  locale: Locale,
  owes: Owed.nullable(),
  /** When somebody else took away this person's second factor, epoch ms, until they have read it; null: nobody did. */
  factorTakenAt: z.number().int().nullable(),
});
export type Me = z.infer<typeof Me>;

export const Person = z.object({ userId: z.uuid(), displayName: z.string(), role: Role });
export type Person = z.infer<typeof Person>;

/** What the log-in page may know of the office. */
export const Office = z.object({
  code: z.string(),
  name: z.string(),
  timeZone: z.string(),
  locale: Locale,
  /** A screen that nobody touches is locked after so long; null: never by itself. */
  lockAfterMinutes: z.number().int().nullable(),
  /** By whom people log in; null: with passwords here. */
  provider: z.object({ name: z.string() }).nullable(),
  /** Whether people log in with passkeys at this address. */
  passkeys: z.boolean(),
});
export type Office = z.infer<typeof Office>;

/**
 * How this agent's telephone is worked. `webrtc`: the browser is the telephone, by SIP. `twilio`: by Twilio's own way;
 * the token is for this agent alone and lasts minutes, then it is asked for anew. `exchange`: the telephone is elsewhere
 * (a desk phone, the simulator); `control` says what may be asked of the exchange, the rest is done on the telephone.
 */
export const PhoneSettings = z.discriminatedUnion('mode', [
  z.object({
    mode: z.literal('webrtc'),
    websocketUrl: z.string(),
    sipUri: z.string(),
    password: z.string(),
  }),
  z.object({ mode: z.literal('twilio'), token: z.string() }),
  z.object({
    mode: z.literal('exchange'),
    control: z.object({ answer: z.boolean(), hangup: z.boolean(), hold: z.boolean(), mute: z.boolean() }),
  }),
]);
export type PhoneSettings = z.infer<typeof PhoneSettings>;

export const SetAgentState = z.discriminatedUnion('state', [
  z.object({ state: z.literal('ready') }),
  z.object({
    state: z.literal('not-ready') /** Of the office's list, see `pauseReasons`. */,
    reason: z.string().max(24),
  }),
]);
export type SetAgentState = z.infer<typeof SetAgentState>;

/** What a supervisor may make of an agent. */
export const ForceState = z.discriminatedUnion('state', [
  ...SetAgentState.options,
  z.object({ state: z.literal('logged-out') }),
]);
export type ForceState = z.infer<typeof ForceState>;

/** `finish`: the next call may come, what is owed stays; `extend`: a little longer, as often as the procedure allows. */
export const WrapUpAction = z.object({ action: z.enum(['finish', 'extend']) });

export const PauseReasonCard = z.object({
  id: z.string(),
  name: Bilingual,
  /** Beyond it people see that it lasts too long; null: it may last. */
  limitMs: z.number().int().nullable(),
});

export const LegAction = z.object({
  action: z.enum(['answer', 'hangup', 'hold', 'unhold', 'mute', 'unmute']),
});
export type LegAction = z.infer<typeof LegAction>;
