import type { Words } from '../shared/words.ts';

export type Bilingual = Words;

/** `approved`: "disahkan oleh"; `checked`: "diperiksa oleh"; `made`: "dibuat oleh". */
export const signatureKinds = ['approved', 'checked', 'made'] as const;

export const actors = [
  'citizen',
  'system',
  'agent',
  'dispatcher',
  'agency',
  'official',
  'supervisor',
  'coordinator',
  'analyst',
  'secretary',
  'information_officer',
  'assistant_information_officer',
  'head',
] as const;
export type SopActor = (typeof actors)[number];

export const channels = [
  'phone',
  'sms',
  'whatsapp',
  'twitter',
  'facebook',
  'website',
  'email',
  'letter',
  'walk_in',
  'suggestion_box',
] as const;
export type Channel = (typeof channels)[number];

/**
 * What a length is counted by. `call`: the clock on the wall. `elapsed`: the service's own hours. `office`: office
 * hours. `workday`: working days.
 */
export const clocks = ['call', 'elapsed', 'office', 'workday'] as const;
export type Clock = (typeof clocks)[number];

export const means = ['screen', 'sms', 'whatsapp', 'email', 'webhook'] as const;
export type Means = (typeof means)[number];

/** What stops a step's clock: the caller is on hold; the citizen has been asked for something. */
export const pauses = ['hold', 'citizen'] as const;
export type Pause = (typeof pauses)[number];
/** What somebody may do, or see come in, in a step whose clock stops for the citizen. */
export const askingEvents: readonly string[] = ['citizen.asked', 'citizen.replied'];

/**
 * `step`: a row that is timed. `start`, `end`: the document's own Mulai and Selesai, where nothing runs.
 * `total`: the promise about the whole procedure; it is timed like a step and is not a row.
 */
export type StepKind = 'step' | 'start' | 'end' | 'total';

/** What a step belongs to: a citizen's case, or the office's own recurring tasks. */
export const scopes = ['case', 'setup', 'day', 'month'] as const;
export type Scope = (typeof scopes)[number];

/** How far a paper has come. */
export const paperStages = ['made', 'returned', 'signed', 'sent'] as const;
export type PaperStage = (typeof paperStages)[number];

/**
 * `message`: by the gateway of the citizen's channel. `call`: said to the citizen, who is on the line. `letter`: on
 * paper, with the proof that it went.
 */
export const tellingWays = ['message', 'call', 'letter'] as const;
export type TellingWay = (typeof tellingWays)[number];

/** Ends that come from outside of any procedure; they are counted apart. */
export const closingReasons = ['duplicate', 'junk', 'not_ours', 'withdrawn', 'unreachable'] as const;
export type ClosingReason = (typeof closingReasons)[number];

/** `live`: the citizen is on the line. `offline`: is not. `answered`: somebody had answered the call. */
export const conditions = ['live', 'answered', 'offline'] as const;
export type Condition = (typeof conditions)[number];
